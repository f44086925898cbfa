// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {IMarketInputs} from "../src/IMarketInputs.sol";
import {JobEscrow} from "../src/JobEscrow.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {ModalToken} from "./tokens/ModalToken.sol";
import {NoReturnToken} from "./tokens/NoReturnToken.sol";
import {ReentrantToken} from "./tokens/ReentrantToken.sol";

contract JobEscrowDepositsTest is EscrowTest {
    // ---- constructor ----

    function test_constructor_keeps_its_two_addresses() public view {
        vm.assertEq(escrow.inputBox(), address(inputBox));
        vm.assertEq(escrow.application(), address(application));
        vm.assertEq(escrow.jobCount(), 0);
    }

    function test_constructor_refuses_an_application_of_another_input_box() public {
        vm.expectRevert(abi.encodeCall(IJobEscrowErrors.WrongDataAvailability, (application.getDataAvailability())));
        new JobEscrow(address(0xBAD), address(application));
    }

    function test_constructor_refuses_an_address_without_code() public {
        vm.expectRevert();
        new JobEscrow(address(inputBox), address(0xBAD));
    }

    // ---- openJob ----

    function test_openJob_with_tokens_locks_both_deposits_and_tells_the_machine() public {
        vm.recordLogs();
        uint64 jobId = _open(address(token), 1000, 300);
        bytes memory told = _lastInput();

        vm.assertEq(jobId, 1);
        vm.assertEq(escrow.jobCount(), 1);
        vm.assertEq(token.balanceOf(address(escrow)), 1300);
        _assertPot(jobId, REWARD, 1000, 0);
        _assertPot(jobId, BOND, 300, 0);
        _assertPot(jobId, CLIENTS, 0, 0);
        IMarketInputs.Deposit[] memory deposits = new IMarketInputs.Deposit[](2);
        deposits[0] = _deposit(0, sponsor, REWARD, 1000);
        deposits[1] = _deposit(1, sponsor, BOND, 300);
        vm.assertEq(
            told, abi.encodeCall(IMarketInputs.jobOpened, (1, sponsor, address(token), deposits, reclaimAfter, bytes("terms")))
        );
    }

    function test_openJob_with_ether_and_no_bond_has_one_deposit() public {
        vm.recordLogs();
        uint64 jobId = _open(ETHER, 5 ether, 0);
        bytes memory told = _lastInput();

        vm.assertEq(address(escrow).balance, 5 ether);
        _assertPot(jobId, REWARD, 5 ether, 0);
        _assertPot(jobId, BOND, 0, 0);
        IMarketInputs.Deposit[] memory deposits = new IMarketInputs.Deposit[](1);
        deposits[0] = _deposit(0, sponsor, REWARD, 5 ether);
        vm.assertEq(told, abi.encodeCall(IMarketInputs.jobOpened, (1, sponsor, ETHER, deposits, reclaimAfter, bytes("terms"))));
    }

    function test_openJob_emits_what_a_listing_needs() public {
        vm.expectEmit(address(escrow));
        emit IJobEscrow.JobOpened(1, sponsor, address(token), reclaimAfter);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Deposited(1, 0, sponsor, REWARD, 1000);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Deposited(1, 1, sponsor, BOND, 300);
        _open(address(token), 1000, 300);
    }

    function test_openJob_numbers_jobs_from_one() public {
        vm.assertEq(_open(address(token), 1, 0), 1);
        vm.assertEq(_open(ETHER, 1, 1), 2);
        vm.assertEq(_open(address(token), 1, 0), 3);
    }

    function test_openJob_keeps_the_record() public {
        uint64 jobId = _open(address(token), 1000, 300);
        (address coin, uint64 time, uint64 opensAt, uint64 count, uint256 drawBlock) = escrow.job(jobId);
        vm.assertEq(coin, address(token));
        vm.assertEq(time, reclaimAfter);
        vm.assertEq(opensAt, 0);
        vm.assertEq(drawBlock, block.number + 8);
        vm.assertEq(count, 2);
        (address depositor, uint128 amount, bool reclaimed) = escrow.depositOf(jobId, BOND, 1);
        vm.assertEq(depositor, sponsor);
        vm.assertEq(amount, 300);
        vm.assertFalse(reclaimed);
    }

    function test_openJob_without_reward_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingDeposited.selector));
        _open(address(token), 0, 300);
    }

    function test_openJob_with_the_wrong_ether_is_refused() public {
        vm.startPrank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongEtherAmount.selector, 4, 5));
        escrow.openJob{value: 4}(ETHER, 3, 2, reclaimAfter, "");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongEtherAmount.selector, 6, 5));
        escrow.openJob{value: 6}(ETHER, 3, 2, reclaimAfter, "");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongEtherAmount.selector, 1, 0));
        escrow.openJob{value: 1}(address(token), 3, 2, reclaimAfter, "");
    }

    function test_openJob_with_a_reclaim_time_beyond_the_limit_is_refused() public {
        uint64 latest = uint64(block.timestamp) + escrow.RECLAIM_AFTER_SECONDS_MAX();
        vm.startPrank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimAfterTooLate.selector, latest + 1, latest));
        escrow.openJob(address(token), 3, 2, latest + 1, "");
        escrow.openJob(address(token), 3, 2, latest, "");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimAfterTooLate.selector, type(uint64).max, latest));
        escrow.openJob(address(token), 3, 2, type(uint64).max, "");
    }

    function test_openJob_with_reclaim_time_zero_is_a_job_that_can_be_reclaimed() public {
        reclaimAfter = 0;
        uint64 jobId = _open(address(token), 1000, 0);
        escrow.startReclaim(jobId);
    }

    function test_openJob_without_allowance_is_refused() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TransferFailed.selector, address(token)));
        escrow.openJob(address(token), 1, 0, reclaimAfter, "");
    }

    function test_openJob_with_an_account_as_token_is_refused() public {
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.BalanceUnknown.selector, stranger));
        escrow.openJob(stranger, 1, 0, reclaimAfter, "");
    }

    function test_openJob_with_terms_beyond_an_input_is_refused_by_the_input_box() public {
        vm.prank(sponsor);
        vm.expectRevert();
        escrow.openJob(address(token), 1, 0, reclaimAfter, new bytes(65_216));
        vm.assertEq(token.balanceOf(address(escrow)), 0);
    }

    function test_openJob_keeps_the_largest_amounts() public {
        uint128 largest = type(uint128).max;
        _fund(sponsor, token, 2 * uint256(largest));
        uint64 jobId = _open(address(token), largest, largest);
        (, uint128 amount,) = escrow.depositOf(jobId, BOND, 1);
        vm.assertEq(amount, largest);
        _assertPot(jobId, REWARD, largest, 0);
    }

    function test_deposit_at_the_edge_of_its_slot_is_kept() public {
        for (uint256 i = 0; i < 3; i++) {
            uint128 amount = uint128(type(uint88).max) - 1 + uint128(i);
            uint64 jobId = _open(address(token), amount, 0);
            (, uint128 kept,) = escrow.depositOf(jobId, REWARD, 0);
            vm.assertEq(kept, amount);
        }
    }

    // ---- topUp ----

    function test_topUp_adds_to_its_pot_and_tells_the_machine() public {
        uint64 jobId = _open(address(token), 1000, 0);
        _fund(bob, token, 70);
        vm.recordLogs();
        uint64 depositId = _topUp(bob, jobId, REWARD, 70);
        bytes memory told = _lastInput();

        vm.assertEq(depositId, 1);
        _assertPot(jobId, REWARD, 1070, 0);
        vm.assertEq(told, abi.encodeCall(IMarketInputs.toppedUp, (jobId, _deposit(1, bob, REWARD, 70))));
    }

    function test_topUp_numbers_deposits_over_all_pots() public {
        uint64 jobId = _open(ETHER, 1000, 10);
        vm.deal(bob, 100);
        vm.assertEq(_topUp(bob, jobId, CLIENTS, 1), 2);
        vm.assertEq(_topUp(bob, jobId, BOND, 2), 3);
        vm.assertEq(_topUp(bob, jobId, REWARD, 3), 4);
        _assertPot(jobId, REWARD, 1003, 0);
        _assertPot(jobId, BOND, 12, 0);
        _assertPot(jobId, CLIENTS, 1, 0);
    }

    function test_topUp_of_an_unknown_job_or_pot_is_refused() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.startPrank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, jobId + 1));
        escrow.topUp(jobId + 1, REWARD, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, 0));
        escrow.topUp(0, REWARD, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownPot.selector, 3));
        escrow.topUp(jobId, 3, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingDeposited.selector));
        escrow.topUp(jobId, REWARD, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongEtherAmount.selector, 1, 0));
        escrow.topUp{value: 1}(jobId, REWARD, 1);
    }

    function test_topUp_beyond_the_largest_amount_is_refused() public {
        _fund(sponsor, token, type(uint128).max);
        uint64 jobId = _open(address(token), type(uint128).max, 0);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.AmountTooLarge.selector, uint256(type(uint128).max) + 1));
        escrow.topUp(jobId, REWARD, 1);
    }

    function test_topUp_beyond_the_last_number_is_refused_by_name() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        // The count is the top 24 bits of the job's first slot (`jobs` is slot 1): sixteen million deposits take too long.
        bytes32 slot = keccak256(abi.encode(jobId, 1));
        vm.store(address(escrow), slot, vm.load(address(escrow), slot) | bytes32(uint256(type(uint24).max) << 232));
        (,,, uint64 count,) = escrow.job(jobId);
        vm.assertEq(count, type(uint24).max);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TooManyDeposits.selector, jobId));
        escrow.topUp{value: 1}(jobId, REWARD, 1);
    }

    // ---- tokens that differ ----

    function test_token_without_return_value_is_taken() public {
        NoReturnToken usdt = new NoReturnToken();
        usdt.mint(sponsor, 100);
        vm.prank(sponsor);
        usdt.approve(address(escrow), 100);
        uint64 jobId = _open(address(usdt), 60, 40);
        vm.assertEq(usdt.balanceOf(address(escrow)), 100);
        _assertPot(jobId, REWARD, 60, 0);
    }

    function test_token_with_a_fee_credits_what_arrived() public {
        ModalToken fee = _modal(ModalToken.Mode.Fee);
        vm.recordLogs();
        uint64 jobId = _open(address(fee), 1000, 100);
        bytes memory told = _lastInput();
        _assertPot(jobId, REWARD, 900, 0);
        _assertPot(jobId, BOND, 90, 0);
        IMarketInputs.Deposit[] memory deposits = new IMarketInputs.Deposit[](2);
        deposits[0] = _deposit(0, sponsor, REWARD, 900);
        deposits[1] = _deposit(1, sponsor, BOND, 90);
        vm.assertEq(
            told, abi.encodeCall(IMarketInputs.jobOpened, (jobId, sponsor, address(fee), deposits, reclaimAfter, bytes("terms")))
        );
    }

    function test_token_that_misbehaves_is_refused_at_the_door() public {
        ModalToken.Mode[6] memory modes = [
            ModalToken.Mode.Reverts,
            ModalToken.Mode.ReturnsFalse,
            ModalToken.Mode.ReturnsTwo,
            ModalToken.Mode.ReturnsTwoWords,
            ModalToken.Mode.ReturnsBomb,
            ModalToken.Mode.RevertsBomb
        ];
        for (uint256 i = 0; i < modes.length; i++) {
            ModalToken coin = _modal(modes[i]);
            vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TransferFailed.selector, address(coin)));
            _open(address(coin), 1000, 0);
        }
    }

    function test_token_without_balances_is_refused() public {
        ModalToken coin = _modal(ModalToken.Mode.BalanceReverts);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.BalanceUnknown.selector, address(coin)));
        _open(address(coin), 1000, 0);
    }

    function test_token_that_moves_nothing_is_refused() public {
        // Returns nothing, has code, and keeps no balances but a fixed one.
        address idle = address(0x1D1E);
        vm.etch(idle, hex"60015f5260205ff3");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingDeposited.selector));
        _open(idle, 1000, 0);
    }

    function test_token_that_re_enters_gets_nothing() public {
        ReentrantToken coin = new ReentrantToken();
        _fund(sponsor, coin, 1000);
        uint64 jobId = _open(address(coin), 100, 0);
        bytes[4] memory calls = [
            abi.encodeCall(IJobEscrow.openJob, (address(coin), 1, 0, reclaimAfter, "")),
            abi.encodeCall(IJobEscrow.topUp, (jobId, REWARD, 1)),
            abi.encodeCall(IJobEscrow.withdraw, (address(coin), stranger)),
            abi.encodeCall(IJobEscrow.startReclaim, (jobId))
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            coin.arm(address(escrow), calls[i]);
            _open(address(coin), 100, 0);
            vm.assertFalse(coin.succeeded());
            vm.assertEq(coin.answer(), abi.encodeWithSelector(IJobEscrow.Reentered.selector));
        }
    }

    function _modal(ModalToken.Mode mode) private returns (ModalToken coin) {
        coin = new ModalToken();
        _fund(sponsor, coin, 1e6);
        coin.setMode(mode);
    }
}

/// @dev abi.encodeCall takes functions only.
interface IJobEscrowErrors {
    function WrongDataAvailability(bytes calldata) external;
}
