// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {BombPayee, ClosedPayee, DemandingPayee, HungryPayee, ReentrantPayee} from "./payees/Payees.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {ModalToken} from "./tokens/ModalToken.sol";
import {NoReturnToken} from "./tokens/NoReturnToken.sol";
import {ReentrantToken} from "./tokens/ReentrantToken.sol";

contract JobEscrowPaymentsTest is EscrowTest {
    // ---- the plain way ----

    function test_pay_sends_tokens_from_its_pot() public {
        uint64 jobId = _open(address(token), 1000, 300);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Paid(jobId, 7, alice, REWARD, 400);
        _pay(jobId, REWARD, 7, alice, 400);
        vm.assertEq(token.balanceOf(alice), 400);
        vm.assertTrue(escrow.paymentDone(jobId, 7));
        _assertPot(jobId, REWARD, 1000, 400);
        _assertPot(jobId, BOND, 300, 0);
    }

    function test_pay_sends_ether() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        _pay(jobId, REWARD, 0, alice, 1000);
        vm.assertEq(alice.balance, 1000);
        vm.assertEq(address(escrow).balance, 300);
    }

    function test_refund_sends_and_says_so() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        uint256 before = sponsor.balance;
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Refunded(jobId, 0, sponsor, BOND, 300);
        _refund(jobId, BOND, 0, sponsor, 300);
        vm.assertEq(sponsor.balance - before, 300);
        _assertPot(jobId, BOND, 300, 300);
    }

    function test_pay_of_nothing_uses_its_id_only() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        _pay(jobId, REWARD, 0, alice, 0);
        vm.assertTrue(escrow.paymentDone(jobId, 0));
        vm.assertEq(alice.balance, 0);
    }

    function test_pay_ids_are_per_job_and_in_any_order() public {
        uint64 first = _open(ETHER, 1000, 0);
        uint64 second = _open(ETHER, 1000, 0);
        uint64[5] memory ids = [uint64(300), 0, 255, 256, type(uint64).max];
        for (uint256 i = 0; i < ids.length; i++) {
            vm.assertFalse(escrow.paymentDone(first, ids[i]));
            _pay(first, REWARD, ids[i], alice, 10);
            vm.assertTrue(escrow.paymentDone(first, ids[i]));
            vm.assertFalse(escrow.paymentDone(second, ids[i]));
        }
        vm.assertEq(alice.balance, 50);
        _pay(second, REWARD, 300, alice, 10);
    }

    function test_pay_after_reclaimAfter_still_pays() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        vm.warp(reclaimAfter + 1000 days);
        _pay(jobId, REWARD, 0, alice, 10);
        escrow.startReclaim(jobId);
        vm.warp(block.timestamp + escrow.RECLAIM_WINDOW_SECONDS() - 1);
        _pay(jobId, REWARD, 1, alice, 10);
        vm.assertEq(alice.balance, 20);
    }

    // ---- what is refused ----

    function test_pay_and_refund_from_anyone_else_are_refused() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        address[4] memory senders = [sponsor, stranger, address(inputBox), address(authority)];
        for (uint256 i = 0; i < senders.length; i++) {
            vm.prank(senders[i]);
            vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotApplication.selector, senders[i]));
            escrow.pay(jobId, REWARD, 0, senders[i], 1);
            vm.prank(senders[i]);
            vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotApplication.selector, senders[i]));
            escrow.refund(jobId, REWARD, 0, senders[i], 1);
        }
    }

    function test_pay_with_a_used_id_is_refused_in_every_pot() public {
        uint64 jobId = _open(ETHER, 1000, 1000);
        _pay(jobId, REWARD, 9, alice, 1);
        _expectPayError(jobId, REWARD, 9, alice, 1, abi.encodeWithSelector(IJobEscrow.PaymentUsed.selector, jobId, 9));
        vm.prank(address(application));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.PaymentUsed.selector, jobId, 9));
        escrow.refund(jobId, BOND, 9, alice, 1);
    }

    function test_used_ids_stay_used_beside_their_neighbours() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        for (uint64 id = 0; id < 4; id++) {
            _pay(jobId, REWARD, id, alice, 1);
        }
        for (uint64 id = 0; id < 4; id++) {
            _expectPayError(jobId, REWARD, id, alice, 1, abi.encodeWithSelector(IJobEscrow.PaymentUsed.selector, jobId, id));
        }
    }

    function test_pay_beyond_the_pot_is_refused_though_other_pots_and_jobs_hold_more() public {
        uint64 jobId = _open(ETHER, 1000, 500);
        _open(ETHER, 1e9, 0);
        _pay(jobId, REWARD, 0, alice, 999);
        bytes memory exceeded = abi.encodeWithSelector(IJobEscrow.PotExceeded.selector, jobId, REWARD, 2, 1);
        _expectPayError(jobId, REWARD, 1, alice, 2, exceeded);
        exceeded = abi.encodeWithSelector(IJobEscrow.PotExceeded.selector, jobId, CLIENTS, 1, 0);
        _expectPayError(jobId, CLIENTS, 1, alice, 1, exceeded);
        exceeded = abi.encodeWithSelector(IJobEscrow.PotExceeded.selector, jobId, BOND, type(uint128).max, 500);
        _expectPayError(jobId, BOND, 1, alice, type(uint128).max, exceeded);
        vm.assertFalse(escrow.paymentDone(jobId, 1));
    }

    function test_pay_of_unknown_things_is_refused() public {
        uint64 jobId = _open(ETHER, 1000, 500);
        _expectPayError(2, REWARD, 0, alice, 0, abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, 2));
        _expectPayError(jobId, 3, 0, alice, 0, abi.encodeWithSelector(IJobEscrow.UnknownPot.selector, 3));
        bytes memory nobody = abi.encodeWithSelector(IJobEscrow.ZeroPayee.selector);
        _expectPayError(jobId, REWARD, 0, address(0), 1, nobody);
        vm.prank(address(application));
        vm.expectRevert(nobody);
        escrow.refund(jobId, REWARD, 0, address(0), 1);
    }

    function test_pay_after_reclaim_has_opened_is_refused() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        _openReclaim(jobId);
        bytes memory opened = abi.encodeWithSelector(IJobEscrow.ReclaimOpened.selector, jobId, block.timestamp);
        _expectPayError(jobId, REWARD, 0, alice, 1, opened);
    }

    function test_views_of_an_unknown_job_are_refused() public {
        bytes memory unknown = abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, 1);
        vm.expectRevert(unknown);
        escrow.job(1);
        vm.expectRevert(unknown);
        escrow.potOf(1, 0);
        vm.expectRevert(unknown);
        escrow.reclaimedOf(1, 0);
        vm.expectRevert(unknown);
        escrow.depositOf(1, 0, 0);
        uint64 jobId = _open(ETHER, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownDeposit.selector, jobId, 0, 1));
        escrow.depositOf(jobId, 0, 1);
    }

    // ---- refused transfers become credits ----

    function test_token_that_refuses_leaves_a_credit_that_is_withdrawn_later() public {
        ModalToken coin = _modal();
        uint64 jobId = _open(address(coin), 1000, 0);
        ModalToken.Mode[7] memory modes = [
            ModalToken.Mode.Reverts,
            ModalToken.Mode.ReturnsFalse,
            ModalToken.Mode.ReturnsTwo,
            ModalToken.Mode.ReturnsTwoWords,
            ModalToken.Mode.ReturnsBomb,
            ModalToken.Mode.RevertsBomb,
            ModalToken.Mode.BurnsGas
        ];
        for (uint64 i = 0; i < modes.length; i++) {
            coin.setMode(modes[i]);
            vm.expectEmit(address(escrow));
            emit IJobEscrow.Credited(jobId, alice, address(coin), 100);
            _pay(jobId, REWARD, i, alice, 100);
        }
        vm.assertEq(escrow.creditOf(alice, address(coin)), 700);
        vm.assertEq(coin.balanceOf(alice), 0);
        _assertPot(jobId, REWARD, 1000, 700);

        coin.setMode(ModalToken.Mode.Plain);
        vm.prank(alice);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.CreditWithdrawn(alice, address(coin), alice, 700);
        vm.assertEq(escrow.withdraw(address(coin), alice), 700);
        vm.assertEq(coin.balanceOf(alice), 700);
        vm.assertEq(escrow.creditOf(alice, address(coin)), 0);
    }

    function test_blocked_payee_withdraws_to_another_address() public {
        ModalToken coin = _modal();
        uint64 jobId = _open(address(coin), 1000, 0);
        coin.setBlocked(alice, true);
        _pay(jobId, REWARD, 0, alice, 100);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TransferFailed.selector, address(coin)));
        escrow.withdraw(address(coin), alice);
        vm.assertEq(escrow.withdraw(address(coin), bob), 100);
        vm.assertEq(coin.balanceOf(bob), 100);
    }

    function test_token_whose_code_is_gone_leaves_a_credit() public {
        NoReturnToken coin = new NoReturnToken();
        coin.mint(sponsor, 100);
        vm.prank(sponsor);
        coin.approve(address(escrow), 100);
        uint64 jobId = _open(address(coin), 100, 0);
        _pay(jobId, REWARD, 0, alice, 10);
        vm.assertEq(coin.balanceOf(alice), 10);
        vm.etch(address(coin), "");
        _pay(jobId, REWARD, 1, alice, 10);
        vm.assertEq(escrow.creditOf(alice, address(coin)), 10);
    }

    function test_token_with_a_fee_pays_from_what_arrived() public {
        ModalToken coin = _modal();
        coin.setMode(ModalToken.Mode.Fee);
        uint64 jobId = _open(address(coin), 1000, 0);
        _pay(jobId, REWARD, 0, alice, 900);
        vm.assertEq(coin.balanceOf(alice), 810);
        vm.assertEq(coin.balanceOf(address(escrow)), 0);
    }

    function test_closed_payee_of_ether_gets_a_credit() public {
        ClosedPayee payee = new ClosedPayee();
        uint64 jobId = _open(ETHER, 1000, 0);
        _pay(jobId, REWARD, 0, address(payee), 100);
        vm.assertEq(escrow.creditOf(address(payee), ETHER), 100);
        payee.setOpen(true);
        payee.forward(address(escrow), abi.encodeCall(IJobEscrow.withdraw, (ETHER, address(payee))));
        vm.assertEq(address(payee).balance, 100);
    }

    function test_payees_that_eat_gas_or_return_bombs_get_a_credit() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        HungryPayee hungry = new HungryPayee();
        BombPayee bomb = new BombPayee();
        _pay(jobId, REWARD, 0, address(hungry), 100);
        _pay(jobId, REWARD, 1, address(bomb), 100);
        vm.assertEq(escrow.creditOf(address(hungry), ETHER), 100);
        vm.assertEq(escrow.creditOf(address(bomb), ETHER), 100);
    }

    function test_withdraw_without_credit_or_to_nobody_is_refused() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NoCredit.selector, alice, ETHER));
        escrow.withdraw(ETHER, alice);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ZeroPayee.selector));
        escrow.withdraw(ETHER, address(0));
    }

    // ---- gas ----

    function test_payee_has_its_share_of_gas_or_all_reverts() public {
        uint64 jobId = _open(ETHER, 1e6, 0);
        DemandingPayee payee = new DemandingPayee();
        bytes memory call = abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, address(payee), 100));
        uint256 paid;
        for (uint256 gas = 40_000; gas < 340_000; gas += 5000) {
            uint256 state = vm.snapshotState();
            vm.prank(address(application));
            (bool success,) = address(escrow).call{gas: gas}(call);
            vm.assertEq(escrow.creditOf(address(payee), ETHER), 0);
            vm.assertEq(address(payee).balance, success ? 100 : 0);
            if (success) paid++;
            vm.revertToState(state);
        }
        vm.assertGe(paid, 20);
    }

    function test_token_has_its_share_of_gas_or_all_reverts() public {
        ModalToken coin = _modal();
        uint64 jobId = _open(address(coin), 1e6, 0);
        coin.setMode(ModalToken.Mode.Demanding);
        bytes memory call = abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, alice, 100));
        uint256 paid;
        for (uint256 gas = 280_000; gas < 420_000; gas += 1000) {
            uint256 state = vm.snapshotState();
            vm.prank(address(application));
            (bool success,) = address(escrow).call{gas: gas}(call);
            vm.assertEq(escrow.creditOf(alice, address(coin)), 0);
            vm.assertEq(coin.balanceOf(alice), success ? 100 : 0);
            if (success) paid++;
            vm.revertToState(state);
        }
        vm.assertGe(paid, 20);
    }

    function test_poor_executor_cannot_turn_a_hungry_payee_into_a_loss() public {
        uint64 jobId = _open(ETHER, 1e6, 0);
        HungryPayee hungry = new HungryPayee();
        bytes memory call = abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, address(hungry), 100));
        for (uint256 gas = 40_000; gas < 340_000; gas += 5000) {
            uint256 state = vm.snapshotState();
            vm.prank(address(application));
            (bool success,) = address(escrow).call{gas: gas}(call);
            vm.assertEq(escrow.creditOf(address(hungry), ETHER), success ? 100 : 0);
            vm.assertEq(escrow.paymentDone(jobId, 0) ? 1 : 0, success ? 1 : 0);
            vm.revertToState(state);
        }
    }

    function test_not_enough_gas_is_named() public {
        uint64 jobId = _open(ETHER, 1e6, 0);
        bytes memory call = abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, alice, 100));
        vm.prank(address(application));
        (bool success, bytes memory answer) = address(escrow).call{gas: 150_000}(call);
        vm.assertFalse(success);
        vm.assertEq(bytes32(bytes4(answer)), bytes32(IJobEscrow.NotEnoughGas.selector));
    }

    // ---- re-entrance ----

    function test_payee_that_re_enters_is_stopped_and_keeps_its_pay() public {
        uint64 jobId = _open(ETHER, 1000, 0);
        ReentrantPayee payee = new ReentrantPayee();
        bytes[5] memory calls = [
            abi.encodeCall(IJobEscrow.withdraw, (ETHER, address(payee))),
            abi.encodeCall(IJobEscrow.startReclaim, (jobId)),
            abi.encodeCall(IJobEscrow.reclaim, (jobId, REWARD, 0)),
            abi.encodeCall(IJobEscrow.openJob, (ETHER, 0, 0, reclaimAfter, "")),
            abi.encodeCall(IJobEscrow.topUp, (jobId, REWARD, 0))
        ];
        for (uint64 i = 0; i < calls.length; i++) {
            payee.arm(address(escrow), calls[i]);
            _pay(jobId, REWARD, i, address(payee), 10);
            vm.assertFalse(payee.succeeded());
            vm.assertEq(payee.answer(), abi.encodeWithSelector(IJobEscrow.Reentered.selector));
        }
        vm.assertEq(address(payee).balance, 50);
    }

    function test_token_that_re_enters_a_payment_is_stopped() public {
        ReentrantToken coin = new ReentrantToken();
        _fund(sponsor, coin, 1000);
        uint64 jobId = _open(address(coin), 1000, 0);
        coin.arm(address(escrow), abi.encodeCall(IJobEscrow.withdraw, (address(coin), bob)));
        _pay(jobId, REWARD, 0, alice, 100);
        vm.assertFalse(coin.succeeded());
        vm.assertEq(coin.answer(), abi.encodeWithSelector(IJobEscrow.Reentered.selector));
        vm.assertEq(coin.balanceOf(alice), 100);
    }

    // ---- any order ----

    function test_every_order_of_vouchers_ends_the_same() public {
        ClosedPayee closed = new ClosedPayee();
        uint64 jobId = _open(ETHER, 1000, 300);
        bytes[4] memory calls = [
            abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, alice, 600)),
            abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 1, address(closed), 150)),
            abi.encodeCall(IJobEscrow.refund, (jobId, REWARD, 2, sponsor, 250)),
            abi.encodeCall(IJobEscrow.refund, (jobId, BOND, 3, sponsor, 300))
        ];
        uint256 sponsorBefore = sponsor.balance;
        for (uint256 order = 0; order < 24; order++) {
            uint256 state = vm.snapshotState();
            bool[4] memory done;
            for (uint256 step = 0; step < 4; step++) {
                uint256 next = _nthLeft(done, (order / _factorial(3 - step)) % (4 - step));
                done[next] = true;
                vm.prank(address(application));
                (bool success,) = address(escrow).call(calls[next]);
                vm.assertTrue(success);
            }
            vm.assertEq(alice.balance, 600);
            vm.assertEq(escrow.creditOf(address(closed), ETHER), 150);
            vm.assertEq(sponsor.balance - sponsorBefore, 550);
            vm.assertEq(address(escrow).balance, 150);
            vm.revertToState(state);
        }
    }

    function _nthLeft(bool[4] memory done, uint256 n) private pure returns (uint256 index) {
        for (index = 0; index < 4; index++) {
            if (done[index]) continue;
            if (n == 0) return index;
            n--;
        }
    }

    function _factorial(uint256 n) private pure returns (uint256) {
        return n < 2 ? 1 : n * _factorial(n - 1);
    }

    function _expectPayError(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount, bytes memory revertData)
        private
    {
        vm.prank(address(application));
        vm.expectRevert(revertData);
        escrow.pay(jobId, pot, paymentId, to, amount);
    }

    function _modal() private returns (ModalToken coin) {
        coin = new ModalToken();
        _fund(sponsor, coin, 1e6);
    }
}
