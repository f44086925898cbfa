// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IJobEscrow} from "../src/IJobEscrow.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {IOfficialApplication, OutputValidityProof, Outputs} from "./support/Official.sol";
import {SettlementTree} from "./support/SettlementTree.sol";
import {OutputsTree} from "./support/OutputsTree.sol";

/// @notice What money costs to move, beside the official ERC-20 withdrawal voucher in the same run. A whole transaction is counted:
/// 21,000, calldata (EIP-2028; never below EIP-7623's floor) and execution with cold accounts.
contract GasTest is EscrowTest {
    uint64 private jobId;
    uint256 private officialIndex;

    function setUp() public override {
        super.setUp();
        token.mint(address(application), 10_000);
        jobId = _open(address(token), 100_000, 300);
        outputs.push(_withdrawal(address(0xF1), 10));
        outputs.push(_withdrawal(address(0xF2), 10));
        for (uint64 i = 0; i < 30; i++) {
            _voucher(abi.encodeCall(IJobEscrow.pay, (jobId, REWARD, i, address(uint160(0xE000 + i)), 10)));
        }
        _claimOutputs();
    }

    function test_pay_to_a_fresh_wallet_costs_little_more_than_the_official_withdrawal() public {
        // The application's bitmap word and counter exist already for all but the very first output.
        _execute(0);
        uint256 official = _gasOf(1);
        uint256 first = _gasOf(2);
        uint256 later = _gasOf(3);
        vm.snapshotValue("escrow", "official ERC-20 withdrawal to a fresh wallet", official);
        vm.snapshotValue("escrow", "first pay of a job to a fresh wallet", first);
        vm.snapshotValue("escrow", "pay to a fresh wallet", later);
        vm.assertLe(later * 100, official * 120, "pay");
        vm.assertLe(first * 100, official * 135, "first pay");
    }

    function test_settle_and_a_hundred_claims_cost_less_than_payments() public {
        SettlementTree.Payee[] memory payees = new SettlementTree.Payee[](100);
        for (uint256 i = 0; i < 100; i++) {
            payees[i] = SettlementTree.Payee(address(uint160(uint256(keccak256(abi.encode("payee", i))))), 10);
        }
        bytes32[] memory leaves = SettlementTree.leaves(address(escrow), jobId, 77, payees);
        uint256 index = _voucher(abi.encodeCall(IJobEscrow.settle, (jobId, REWARD, 77, SettlementTree.root(leaves), 1000, 100)));
        _claimOutputs();
        _execute(0);
        _execute(2);
        uint256 pay = _gasOf(3);
        uint256 all = _gasOf(index);
        for (uint32 i = 0; i < 100; i++) {
            bytes32[] memory proof = SettlementTree.proof(leaves, i);
            all += _gasOfCall(
                address(escrow), abi.encodeCall(IJobEscrow.claim, (jobId, 77, i, payees[i].payee, payees[i].amount, proof))
            );
        }
        vm.snapshotValue("escrow", "settle and 100 claims, divided by 100", all / 100);
        vm.assertLe(all, pay * 60, "claims");
    }

    function test_opening_a_job_with_512_bytes_of_terms() public {
        bytes memory terms = new bytes(512);
        for (uint256 i = 0; i < terms.length; i++) {
            terms[i] = bytes1(uint8(i % 255 + 1));
        }
        bytes memory call = abi.encodeCall(IJobEscrow.openJob, (address(token), 1000, 300, reclaimAfter, terms));
        _cool();
        vm.prank(sponsor);
        uint256 before = gasleft();
        (bool success,) = address(escrow).call(call);
        uint256 used = before - gasleft();
        vm.assertTrue(success);
        vm.snapshotValue("escrow", "openJob, 512 bytes of terms, token, with bond, beside its calldata", used + 21_000);
        vm.assertLe(used + 21_000, 250_000, "openJob");
    }

    function _withdrawal(address to, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(Outputs.Voucher, (address(token), 0, abi.encodeCall(ERC20.transfer, (to, amount))));
    }

    function _gasOf(uint256 index) private returns (uint256) {
        bytes memory call = abi.encodeCall(IOfficialApplication.executeOutput, (outputs[index], OutputsTree.proof(outputs, index)));
        return _gasOfCall(address(application), call);
    }

    function _gasOfCall(address target, bytes memory call) private returns (uint256 gas) {
        _cool();
        uint256 before = gasleft();
        (bool success,) = target.call(call);
        gas = before - gasleft();
        vm.assertTrue(success);
        gas = _transactionGas(call, gas);
    }

    function _transactionGas(bytes memory call, uint256 execution) private pure returns (uint256) {
        uint256 zeros;
        for (uint256 i = 0; i < call.length; i++) {
            if (call[i] == 0) zeros++;
        }
        uint256 tokens = zeros + 4 * (call.length - zeros);
        uint256 standard = 4 * tokens + execution;
        return 21_000 + (standard > 10 * tokens ? standard : 10 * tokens);
    }

    function _cool() private {
        vm.cool(address(application));
        vm.cool(address(escrow));
        vm.cool(address(token));
        vm.cool(address(authority));
        vm.cool(address(inputBox));
    }
}
