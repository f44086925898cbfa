// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {ClosedPayee, ReentrantPayee} from "./payees/Payees.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {SettlementTree} from "./support/SettlementTree.sol";

contract JobEscrowSettlementsTest is EscrowTest {
    uint64 private constant PAYMENT = 3;

    uint64 private jobId;
    SettlementTree.Payee[] private payees;

    function setUp() public override {
        super.setUp();
        jobId = _open(ETHER, 1000, 300);
        for (uint256 i = 0; i < 21; i++) {
            payees.push(SettlementTree.Payee(address(uint160(0xBA5E0000 + i)), uint128(10 + i)));
        }
    }

    function test_settle_reserves_its_total_at_once() public {
        bytes32 root = _root();
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Settled(jobId, PAYMENT, REWARD, root, _total(), 21);
        _settle(_total());
        _assertPot(jobId, REWARD, 1000, _total());
        (bytes32 kept, uint128 left, uint32 count) = escrow.settlementOf(jobId, PAYMENT);
        vm.assertEq(kept, root);
        vm.assertEq(left, _total());
        vm.assertEq(count, 21);
        vm.assertTrue(escrow.paymentDone(jobId, PAYMENT));
        uint128 rest = 1000 - _total();
        vm.prank(address(application));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.PotExceeded.selector, jobId, REWARD, rest + 1, rest));
        escrow.pay(jobId, REWARD, 4, alice, rest + 1);
    }

    function test_every_claim_is_paid_by_anyone_in_any_order() public {
        _settle(_total());
        for (uint32 i = 0; i < 21; i++) {
            uint32 index = (i * 8) % 21;
            vm.prank(stranger);
            _claim(index);
            vm.assertEq(payees[index].payee.balance, payees[index].amount);
            vm.assertTrue(escrow.claimDone(jobId, PAYMENT, index));
        }
        (, uint128 left,) = escrow.settlementOf(jobId, PAYMENT);
        vm.assertEq(left, 0);
    }

    function test_claim_emits_what_a_wallet_wants() public {
        _settle(_total());
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Claimed(jobId, PAYMENT, payees[4].payee, 4, payees[4].amount);
        _claim(4);
    }

    function test_claim_twice_is_refused() public {
        _settle(_total());
        _claim(4);
        _claim(5);
        _expectClaimError(4, payees[4], abi.encodeWithSelector(IJobEscrow.ClaimUsed.selector, jobId, PAYMENT, 4));
        _expectClaimError(5, payees[5], abi.encodeWithSelector(IJobEscrow.ClaimUsed.selector, jobId, PAYMENT, 5));
    }

    function test_claim_of_another_amount_payee_or_index_is_refused() public {
        _settle(_total());
        bytes memory wrong = abi.encodeWithSelector(IJobEscrow.WrongClaimProof.selector, jobId, PAYMENT, 4);
        _expectClaimError(4, SettlementTree.Payee(payees[4].payee, payees[4].amount + 1), wrong);
        _expectClaimError(4, SettlementTree.Payee(stranger, payees[4].amount), wrong);
        _expectClaimError(4, payees[5], wrong);
        bytes memory unknown = abi.encodeWithSelector(IJobEscrow.UnknownClaim.selector, jobId, PAYMENT, 21);
        bytes32[] memory proof = new bytes32[](0);
        vm.expectRevert(unknown);
        escrow.claim(jobId, PAYMENT, 21, alice, 1, proof);
    }

    function test_claim_with_a_broken_proof_is_refused() public {
        _settle(_total());
        bytes32[] memory proof = SettlementTree.proof(_leaves(), 4);
        proof[1] ^= bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongClaimProof.selector, jobId, PAYMENT, 4));
        escrow.claim(jobId, PAYMENT, 4, payees[4].payee, payees[4].amount, proof);
    }

    function test_claim_of_another_job_or_settlement_is_refused() public {
        _settle(_total());
        bytes32[] memory proof = SettlementTree.proof(_leaves(), 4);
        uint64 other = _open(ETHER, 1000, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownSettlement.selector, other, PAYMENT));
        escrow.claim(other, PAYMENT, 4, payees[4].payee, payees[4].amount, proof);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownSettlement.selector, jobId, 4));
        escrow.claim(jobId, 4, 4, payees[4].payee, payees[4].amount, proof);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, other + 1));
        escrow.claim(other + 1, PAYMENT, 4, payees[4].payee, payees[4].amount, proof);
        // The same root in another job does not make its claims good.
        bytes32 root = _root();
        vm.prank(address(application));
        escrow.settle(other, REWARD, PAYMENT, root, 1000, 21);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongClaimProof.selector, other, PAYMENT, 4));
        escrow.claim(other, PAYMENT, 4, payees[4].payee, payees[4].amount, proof);
    }

    function test_claims_stop_at_the_total() public {
        _settle(25);
        _claim(0);
        _claim(3);
        _expectClaimError(1, payees[1], abi.encodeWithSelector(IJobEscrow.SettlementExceeded.selector, jobId, PAYMENT, 11, 2));
        _assertPot(jobId, REWARD, 1000, 25);
    }

    function test_claims_pay_after_reclaim_and_are_not_part_of_it() public {
        _settle(_total());
        _claim(0);
        _openReclaim(jobId);
        uint256 before = sponsor.balance;
        escrow.reclaim(jobId, REWARD, 0);
        vm.assertEq(sponsor.balance - before, 1000 - _total());
        escrow.reclaim(jobId, BOND, 1);
        vm.warp(block.timestamp + 3650 days);
        for (uint32 i = 1; i < 21; i++) {
            _claim(i);
        }
        vm.assertEq(address(escrow).balance, 0);
    }

    function test_claim_of_a_payee_that_refuses_is_a_credit() public {
        ClosedPayee closed = new ClosedPayee();
        payees[7].payee = address(closed);
        _settle(_total());
        _claim(7);
        vm.assertEq(escrow.creditOf(address(closed), ETHER), 17);
    }

    function test_claim_re_entered_is_stopped() public {
        ReentrantPayee greedy = new ReentrantPayee();
        payees[7].payee = address(greedy);
        _settle(_total());
        bytes32[] memory proof = SettlementTree.proof(_leaves(), 8);
        greedy.arm(address(escrow), abi.encodeCall(IJobEscrow.claim, (jobId, PAYMENT, 8, payees[8].payee, payees[8].amount, proof)));
        _claim(7);
        vm.assertFalse(greedy.succeeded());
        vm.assertEq(greedy.answer(), abi.encodeWithSelector(IJobEscrow.Reentered.selector));
        _claim(8);
    }

    function test_settlement_of_one_needs_no_siblings() public {
        while (payees.length > 1) payees.pop();
        _settle(10);
        _claim(0);
        vm.assertEq(payees[0].payee.balance, 10);
    }

    function test_claim_to_nobody_is_refused() public {
        payees[2].payee = address(0);
        _settle(_total());
        _expectClaimError(2, payees[2], abi.encodeWithSelector(IJobEscrow.ZeroPayee.selector));
    }

    function test_settle_is_the_applications_alone_and_checked_like_a_payment() public {
        bytes32 root = _root();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotApplication.selector, stranger));
        escrow.settle(jobId, REWARD, PAYMENT, root, 10, 21);
        vm.startPrank(address(application));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.EmptySettlement.selector));
        escrow.settle(jobId, REWARD, PAYMENT, root, 10, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.PotExceeded.selector, jobId, REWARD, 1001, 1000));
        escrow.settle(jobId, REWARD, PAYMENT, root, 1001, 21);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownPot.selector, 3));
        escrow.settle(jobId, 3, PAYMENT, root, 10, 21);
        escrow.pay(jobId, REWARD, PAYMENT, alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.PaymentUsed.selector, jobId, PAYMENT));
        escrow.settle(jobId, REWARD, PAYMENT, root, 10, 21);
    }

    function test_settle_after_reclaim_has_opened_is_refused() public {
        bytes32 root = _root();
        _openReclaim(jobId);
        vm.prank(address(application));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimOpened.selector, jobId, block.timestamp));
        escrow.settle(jobId, REWARD, PAYMENT, root, 10, 21);
    }

    function testFuzz_settlements_of_any_size_pay_all(uint8 size, uint256 seed) public {
        delete payees;
        uint256 count = uint256(size) % 40 + 1;
        uint128 total;
        for (uint256 i = 0; i < count; i++) {
            uint128 amount = uint128(uint256(keccak256(abi.encode(seed, i))) % 25);
            payees.push(SettlementTree.Payee(address(uint160(0xF00D0000 + i)), amount));
            total += amount;
        }
        _settle(total);
        for (uint32 i = 0; i < count; i++) {
            _claim(i);
            vm.assertEq(payees[i].payee.balance, payees[i].amount);
        }
        vm.assertEq(address(escrow).balance, 1300 - total);
    }

    function _settle(uint128 total) private {
        bytes32 root = _root();
        vm.prank(address(application));
        escrow.settle(jobId, REWARD, PAYMENT, root, total, uint32(payees.length));
    }

    function _claim(uint32 index) private {
        escrow.claim(jobId, PAYMENT, index, payees[index].payee, payees[index].amount, SettlementTree.proof(_leaves(), index));
    }

    function _expectClaimError(uint32 index, SettlementTree.Payee memory payee, bytes memory revertData) private {
        bytes32[] memory proof = SettlementTree.proof(_leaves(), index);
        vm.expectRevert(revertData);
        escrow.claim(jobId, PAYMENT, index, payee.payee, payee.amount, proof);
    }

    function _leaves() private view returns (bytes32[] memory) {
        return SettlementTree.leaves(address(escrow), jobId, PAYMENT, payees);
    }

    function _root() private view returns (bytes32) {
        return SettlementTree.root(_leaves());
    }

    function _total() private view returns (uint128 total) {
        for (uint256 i = 0; i < payees.length; i++) {
            total += payees[i].amount;
        }
    }
}
