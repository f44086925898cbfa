// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {IMarketInputs} from "../src/IMarketInputs.sol";
import {ClosedPayee} from "./payees/Payees.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {ModalToken} from "./tokens/ModalToken.sol";

contract JobEscrowReclaimTest is EscrowTest {
    function test_startReclaim_tells_the_machine_and_sets_the_window() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.warp(reclaimAfter);
        uint64 opensAt = reclaimAfter + 14 days;
        vm.recordLogs();
        vm.prank(stranger);
        escrow.startReclaim(jobId);
        vm.assertEq(_lastInput(), abi.encodeCall(IMarketInputs.reclaimStarted, (jobId)));
        (, uint64 time, uint64 opens,,) = escrow.job(jobId);
        vm.assertEq(time, reclaimAfter);
        vm.assertEq(opens, opensAt);
    }

    function test_startReclaim_emits_when_it_opens() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.warp(reclaimAfter + 5);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.ReclaimStarted(jobId, reclaimAfter + 5 + 14 days);
        escrow.startReclaim(jobId);
    }

    function test_startReclaim_too_early_twice_or_of_nothing_is_refused() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.warp(reclaimAfter - 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimTooEarly.selector, jobId, reclaimAfter));
        escrow.startReclaim(jobId);
        vm.warp(reclaimAfter);
        escrow.startReclaim(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimAlreadyStarted.selector, jobId));
        escrow.startReclaim(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, jobId + 1));
        escrow.startReclaim(jobId + 1);
    }

    function test_topUp_after_startReclaim_is_refused() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.warp(reclaimAfter);
        escrow.startReclaim(jobId);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimAlreadyStarted.selector, jobId));
        escrow.topUp(jobId, REWARD, 1);
    }

    function test_reclaim_before_its_time_is_refused() public {
        uint64 jobId = _open(address(token), 1000, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimNotStarted.selector, jobId));
        escrow.reclaim(jobId, REWARD, 0);
        vm.warp(reclaimAfter);
        escrow.startReclaim(jobId);
        uint64 opensAt = uint64(block.timestamp) + escrow.RECLAIM_WINDOW_SECONDS();
        vm.warp(opensAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimNotOpen.selector, jobId, opensAt));
        escrow.reclaim(jobId, REWARD, 0);
        vm.warp(opensAt);
        escrow.reclaim(jobId, REWARD, 0);
    }

    function test_reclaim_of_an_untouched_job_returns_every_deposit() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        vm.deal(bob, 77);
        _topUp(bob, jobId, REWARD, 77);
        _openReclaim(jobId);
        uint256 before = sponsor.balance;
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Reclaimed(jobId, 0, sponsor, REWARD, 1000);
        vm.prank(stranger);
        escrow.reclaim(jobId, REWARD, 0);
        escrow.reclaim(jobId, BOND, 1);
        escrow.reclaim(jobId, REWARD, 2);
        vm.assertEq(sponsor.balance - before, 1300);
        vm.assertEq(bob.balance, 77);
        vm.assertEq(address(escrow).balance, 0);
    }

    function test_reclaim_shares_the_rest_and_the_last_wei_go_to_the_first_depositor() public {
        uint64 jobId = _open(ETHER, 3, 0);
        vm.deal(alice, 3);
        vm.deal(bob, 3);
        _topUp(alice, jobId, REWARD, 3);
        _topUp(bob, jobId, REWARD, 3);
        _pay(jobId, REWARD, 0, stranger, 1);
        _openReclaim(jobId);
        // Rest 8 of 9 in thirds: 2 each, and 2 wei are left over.
        uint256 before = sponsor.balance;
        escrow.reclaim(jobId, REWARD, 0);
        escrow.reclaim(jobId, REWARD, 2);
        vm.assertEq(escrow.creditOf(sponsor, ETHER), 0);
        escrow.reclaim(jobId, REWARD, 1);
        vm.assertEq(sponsor.balance - before, 2);
        vm.assertEq(alice.balance, 2);
        vm.assertEq(bob.balance, 2);
        vm.assertEq(escrow.creditOf(sponsor, ETHER), 2);
        (uint128 amount, uint128 deposits) = escrow.reclaimedOf(jobId, REWARD);
        vm.assertEq(amount, 8);
        vm.assertEq(deposits, 9);
        vm.prank(sponsor);
        escrow.withdraw(ETHER, sponsor);
        vm.assertEq(address(escrow).balance, 0);
    }

    function test_reclaim_does_not_count_what_was_refunded_before() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        vm.deal(bob, 1_000_060);
        vm.deal(alice, 500);
        _topUp(bob, jobId, REWARD, 1_000_000);
        _topUp(alice, jobId, REWARD, 500);
        _topUp(bob, jobId, REWARD, 60);
        _refund(jobId, REWARD, 0, bob, 1_000_000);
        _pay(jobId, REWARD, 1, stranger, 780);
        _openReclaim(jobId);
        // Half of 1560 is left, for 1000, 500 and 60 that were never returned.
        uint256 before = sponsor.balance;
        for (uint64 id = 0; id < 4; id++) {
            escrow.reclaim(jobId, REWARD, id);
        }
        vm.assertEq(sponsor.balance - before, 500);
        vm.assertEq(alice.balance, 250);
        vm.assertEq(bob.balance, 1_000_030);
        vm.assertEq(address(escrow).balance, 0);
    }

    function test_reclaim_stays_within_the_rest_whoever_was_refunded() public {
        uint64 other = _open(ETHER, 5000, 0);
        uint64 jobId = _open(ETHER, 1000, 0);
        vm.deal(alice, 500);
        _topUp(alice, jobId, REWARD, 500);
        _refund(jobId, REWARD, 0, stranger, 1400);
        _openReclaim(jobId);
        uint256 before = sponsor.balance;
        escrow.reclaim(jobId, REWARD, 0);
        escrow.reclaim(jobId, REWARD, 1);
        vm.assertEq(sponsor.balance - before + alice.balance, 100);
        (uint128 amount,) = escrow.reclaimedOf(jobId, REWARD);
        vm.assertEq(amount, 100);
        (uint128 funded, uint128 spent) = escrow.potOf(other, REWARD);
        vm.assertEq(address(escrow).balance, funded - spent);
    }

    function test_reclaim_knows_the_first_depositor_of_each_pot() public {
        uint64 jobId = _open(ETHER, 1, 0);
        vm.deal(alice, 3);
        vm.deal(bob, 3);
        _topUp(alice, jobId, CLIENTS, 3);
        _topUp(bob, jobId, CLIENTS, 3);
        _topUp(sponsor, jobId, CLIENTS, 3);
        _pay(jobId, CLIENTS, 0, stranger, 1);
        _openReclaim(jobId);
        // Rest 8 of 9 in thirds: 2 wei are left over.
        escrow.reclaim(jobId, CLIENTS, 1);
        escrow.reclaim(jobId, CLIENTS, 2);
        escrow.reclaim(jobId, CLIENTS, 3);
        vm.assertEq(escrow.creditOf(alice, ETHER), 2);
        vm.assertEq(escrow.creditOf(bob, ETHER), 0);
    }

    function test_reclaim_twice_or_of_an_unknown_deposit_is_refused() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        _openReclaim(jobId);
        escrow.reclaim(jobId, REWARD, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.AlreadyReclaimed.selector, jobId, REWARD, 0));
        escrow.reclaim(jobId, REWARD, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownDeposit.selector, jobId, REWARD, 1));
        escrow.reclaim(jobId, REWARD, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownDeposit.selector, jobId, BOND, 0));
        escrow.reclaim(jobId, BOND, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownDeposit.selector, jobId, 3, 0));
        escrow.reclaim(jobId, 3, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, jobId + 1));
        escrow.reclaim(jobId + 1, REWARD, 0);
    }

    function test_reclaim_of_a_spent_pot_returns_nothing() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        _pay(jobId, REWARD, 0, alice, 1000);
        _openReclaim(jobId);
        uint256 before = sponsor.balance;
        escrow.reclaim(jobId, REWARD, 0);
        vm.assertEq(sponsor.balance, before);
    }

    function test_reclaim_that_is_refused_leaves_a_credit() public {
        ModalToken coin = new ModalToken();
        _fund(sponsor, coin, 1000);
        uint64 jobId = _open(address(coin), 1000, 0);
        _openReclaim(jobId);
        coin.setBlocked(sponsor, true);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Credited(jobId, sponsor, address(coin), 1000);
        escrow.reclaim(jobId, REWARD, 0);
        vm.prank(sponsor);
        vm.assertEq(escrow.withdraw(address(coin), bob), 1000);
    }

    function test_reclaim_leaves_other_jobs_and_credits_alone() public {
        ClosedPayee closed = new ClosedPayee();
        uint64 first = _open(ETHER, 1000, 0);
        reclaimAfter += 500 days;
        uint64 second = _open(ETHER, 500, 0);
        reclaimAfter -= 500 days;
        _pay(first, REWARD, 0, address(closed), 400);
        _openReclaim(first);
        escrow.reclaim(first, REWARD, 0);
        vm.assertEq(address(escrow).balance, 900);
        vm.assertEq(escrow.creditOf(address(closed), ETHER), 400);
        _pay(second, REWARD, 0, alice, 500);
        vm.assertEq(alice.balance, 500);
    }

    function test_reclaim_of_a_wide_deposit_returns_it() public {
        uint128 wide = type(uint128).max;
        _fund(sponsor, token, wide);
        uint64 jobId = _open(address(token), wide, 0);
        uint256 before = token.balanceOf(sponsor);
        _openReclaim(jobId);
        escrow.reclaim(jobId, REWARD, 0);
        vm.assertEq(token.balanceOf(sponsor) - before, wide);
    }

    /// @dev Whatever was deposited and paid: all of the rest leaves, each depositor within a wei of its part, the first with the wei.
    function testFuzz_reclaim_returns_all_of_the_rest(uint128[5] memory amounts, uint128 paid, uint256 order) public {
        vm.deal(sponsor, type(uint256).max / 2);
        uint256 funded;
        for (uint256 i = 0; i < amounts.length; i++) {
            amounts[i] = amounts[i] / 5 + 1;
            funded += amounts[i];
        }
        uint64 jobId = _open(ETHER, amounts[0], 0);
        for (uint256 i = 1; i < amounts.length; i++) {
            address depositor = address(uint160(0x9000 + i));
            vm.deal(depositor, amounts[i]);
            _topUp(depositor, jobId, REWARD, amounts[i]);
        }
        paid = uint128(paid % (funded + 1));
        _pay(jobId, REWARD, 0, stranger, paid);
        _openReclaim(jobId);
        uint256 before = sponsor.balance;
        for (uint256 i = 0; i < amounts.length; i++) {
            escrow.reclaim(jobId, REWARD, uint64((i + order % 5) % 5));
        }

        uint256 rest = funded - paid;
        for (uint256 i = 1; i < amounts.length; i++) {
            vm.assertEq(address(uint160(0x9000 + i)).balance, rest * amounts[i] / funded);
        }
        vm.assertEq(sponsor.balance - before, rest * amounts[0] / funded);
        vm.assertEq(address(escrow).balance, escrow.creditOf(sponsor, ETHER));
        vm.assertLe(escrow.creditOf(sponsor, ETHER), 4);
    }
}
