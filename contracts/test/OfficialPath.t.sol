// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {IOfficialApplication, OutputValidityProof} from "./support/Official.sol";
import {OutputsTree} from "./support/OutputsTree.sol";

/// @notice Vouchers through the official Application, accepted by the official Authority.
contract OfficialPathTest is EscrowTest {
    uint64 private jobId;

    function setUp() public override {
        super.setUp();
        jobId = _open(address(token), 1000, 300);
        _voucher(abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, alice, 600)));
        _voucher(abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 1, bob, 150)));
        _voucher(abi.encodeCall(IJobEscrow.refund, (jobId, REWARD, 2, sponsor, 250)));
        _voucher(abi.encodeCall(IJobEscrow.refund, (jobId, BOND, 3, sponsor, 300)));
        _claimOutputs();
    }

    function test_executed_vouchers_pay() public {
        uint256 before = token.balanceOf(sponsor);
        vm.startPrank(stranger);
        for (uint256 i = 4; i > 0; i--) {
            _execute(i - 1);
        }
        vm.assertEq(token.balanceOf(alice), 600);
        vm.assertEq(token.balanceOf(bob), 150);
        vm.assertEq(token.balanceOf(sponsor) - before, 550);
        vm.assertEq(token.balanceOf(address(escrow)), 0);
    }

    function test_voucher_executed_twice_is_refused() public {
        _execute(0);
        OutputValidityProof memory proof = OutputsTree.proof(outputs, 0);
        vm.expectRevert(abi.encodeWithSelector(IOfficialApplication.OutputNotReexecutable.selector, outputs[0]));
        application.executeOutput(outputs[0], proof);
    }

    function test_same_payment_in_a_second_voucher_is_refused_by_the_escrow() public {
        _voucher(abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, 0, alice, 600)));
        _claimOutputs();
        _execute(0);
        OutputValidityProof memory proof = OutputsTree.proof(outputs, 4);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.PaymentUsed.selector, jobId, 0));
        application.executeOutput(outputs[4], proof);
    }

    function test_voucher_with_a_wrong_proof_is_refused() public {
        OutputValidityProof memory proof = OutputsTree.proof(outputs, 0);
        proof.outputHashesSiblings[5] ^= bytes32(uint256(1));
        vm.expectRevert();
        application.executeOutput(outputs[0], proof);
        vm.assertEq(token.balanceOf(alice), 0);
    }

    function test_deposit_reaches_the_input_box_of_the_application() public view {
        vm.assertEq(inputBox.getNumberOfInputs(address(application)), 1);
    }
}
