// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {IMarketInputs} from "../src/IMarketInputs.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {NoReturnToken} from "./tokens/NoReturnToken.sol";

contract JobEscrowCommitmentsTest is EscrowTest {
    uint256 private constant CLIENT_KEY = 0xC11E57;
    bytes32 private constant COMMITMENT = keccak256("weights");

    address private client;

    function setUp() public override {
        super.setUp();
        client = vm.addr(CLIENT_KEY);
        token.mint(client, 1000);
    }

    function test_bondAndCommit_is_one_input_with_deposit_and_commitment() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        vm.deal(client, 50);
        vm.recordLogs();
        vm.prank(client);
        uint64 depositId = escrow.bondAndCommit{value: 50}(jobId, 50, 2, COMMITMENT);
        bytes memory told = _lastInput();

        vm.assertEq(depositId, 2);
        _assertPot(jobId, CLIENTS, 50, 0);
        vm.assertEq(told, abi.encodeCall(IMarketInputs.bondedCommit, (jobId, _deposit(2, client, CLIENTS, 50), 2, COMMITMENT)));
    }

    function test_bondAndCommit_without_a_bond_or_a_job_is_refused() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingDeposited.selector));
        escrow.bondAndCommit(jobId, 0, 0, COMMITMENT);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, jobId + 1));
        escrow.bondAndCommit(jobId + 1, 1, 0, COMMITMENT);
        vm.warp(reclaimAfter);
        escrow.startReclaim(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ReclaimAlreadyStarted.selector, jobId));
        escrow.bondAndCommit(jobId, 1, 0, COMMITMENT);
    }

    function test_client_bond_is_paid_out_of_its_own_pot() public {
        uint64 jobId = _open(ETHER, 1000, 300);
        vm.deal(client, 50);
        vm.prank(client);
        escrow.bondAndCommit{value: 50}(jobId, 50, 0, COMMITMENT);
        _refund(jobId, CLIENTS, 0, client, 25);
        _pay(jobId, CLIENTS, 1, address(0xdEaD), 25);
        vm.assertEq(client.balance, 25);
        vm.assertEq(address(0xdEaD).balance, 25);
        _assertPot(jobId, REWARD, 1000, 0);
    }

    // ---- permit ----

    function test_bondAndCommitWithPermit_needs_no_approval() public {
        uint64 jobId = _open(address(token), 100, 0);
        IJobEscrow.Permit memory permit = _signed(CLIENT_KEY, 30);
        vm.prank(client);
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
        _assertPot(jobId, CLIENTS, 30, 0);
        vm.assertEq(token.allowance(client, address(escrow)), 0);
    }

    function test_permit_that_somebody_sent_first_does_no_harm() public {
        uint64 jobId = _open(address(token), 100, 0);
        IJobEscrow.Permit memory permit = _signed(CLIENT_KEY, 30);
        vm.prank(stranger);
        token.permit(client, address(escrow), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(client);
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
        _assertPot(jobId, CLIENTS, 30, 0);
    }

    function test_permit_of_somebody_else_or_too_small_is_refused() public {
        uint64 jobId = _open(address(token), 100, 0);
        IJobEscrow.Permit memory permit = _signed(0xBAD, 30);
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TransferFailed.selector, address(token)));
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
        permit = _signed(CLIENT_KEY, 29);
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.TransferFailed.selector, address(token)));
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
    }

    function test_permit_of_a_token_without_it_falls_back_to_the_allowance() public {
        NoReturnToken plain = new NoReturnToken();
        plain.mint(sponsor, 100);
        plain.mint(client, 30);
        vm.prank(sponsor);
        plain.approve(address(escrow), 100);
        uint64 jobId = _open(address(plain), 100, 0);
        vm.prank(client);
        plain.approve(address(escrow), 30);
        IJobEscrow.Permit memory permit;
        vm.prank(client);
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
        _assertPot(jobId, CLIENTS, 30, 0);
    }

    function test_permit_for_ether_is_refused_by_its_amount() public {
        uint64 jobId = _open(ETHER, 100, 0);
        IJobEscrow.Permit memory permit;
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongEtherAmount.selector, 0, 30));
        escrow.bondAndCommitWithPermit(jobId, 30, 0, COMMITMENT, permit);
    }

    function test_openJobWithPermit_opens_in_one_transaction() public {
        IJobEscrow.Permit memory permit = _signed(CLIENT_KEY, 130);
        vm.prank(client);
        uint64 jobId = escrow.openJobWithPermit(address(token), 100, 30, reclaimAfter, "terms", permit);
        _assertPot(jobId, REWARD, 100, 0);
        _assertPot(jobId, BOND, 30, 0);
        (address depositor,,) = escrow.depositOf(jobId, REWARD, 0);
        vm.assertEq(depositor, client);
    }

    function _signed(uint256 key, uint256 value) private view returns (IJobEscrow.Permit memory permit) {
        permit.value = value;
        permit.deadline = block.timestamp + 1;
        bytes32 inner = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                client,
                address(escrow),
                value,
                token.nonces(client),
                permit.deadline
            )
        );
        (permit.v, permit.r, permit.s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), inner)));
    }
}
