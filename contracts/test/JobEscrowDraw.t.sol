// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "../src/IJobEscrow.sol";
import {DRAW_DOMAIN, IMarketInputs} from "../src/IMarketInputs.sol";
import {EscrowTest} from "./support/EscrowTest.sol";

contract JobEscrowDrawTest is EscrowTest {
    bytes32 private constant HASH = keccak256("the block eight after");

    uint64 private jobId;
    uint256 private opened;

    function setUp() public override {
        super.setUp();
        opened = block.number;
        jobId = _open(ETHER, 1000, 300);
    }

    function test_draw_tells_the_machine_the_seed_of_the_eighth_block() public {
        vm.roll(opened + 9);
        vm.setBlockhash(opened + 8, HASH);
        bytes32 expected = keccak256(abi.encode(DRAW_DOMAIN, block.chainid, address(escrow), jobId, HASH));
        vm.recordLogs();
        vm.prank(stranger);
        bytes32 seed = escrow.draw(jobId);
        vm.assertEq(seed, expected);
        vm.assertEq(_lastInput(), abi.encodeCall(IMarketInputs.drawn, (jobId, expected)));
    }

    function test_draw_domain_is_that_of_the_mechanism() public pure {
        vm.assertEq(DRAW_DOMAIN, keccak256("ModelMarket.v1.draw"));
    }

    function test_draw_emits_its_seed() public {
        vm.roll(opened + 9);
        vm.setBlockhash(opened + 8, HASH);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Drawn(jobId, keccak256(abi.encode(DRAW_DOMAIN, block.chainid, address(escrow), jobId, HASH)));
        escrow.draw(jobId);
    }

    function test_draw_is_the_same_as_long_as_it_can_be_made() public {
        vm.roll(opened + 9);
        vm.setBlockhash(opened + 8, HASH);
        bytes32 first = escrow.draw(jobId);
        vm.roll(opened + 8 + 256);
        vm.setBlockhash(opened + 8, HASH);
        vm.assertEq(escrow.draw(jobId), first);
    }

    function test_draw_before_or_after_its_time_is_refused() public {
        bytes memory early = abi.encodeWithSelector(IJobEscrow.DrawTooEarly.selector, jobId, opened + 8);
        for (uint256 i = 0; i <= 8; i++) {
            vm.roll(opened + i);
            vm.expectRevert(early);
            escrow.draw(jobId);
        }
        vm.roll(opened + 8 + 257);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DrawTooLate.selector, jobId, opened + 8));
        escrow.draw(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownJob.selector, jobId + 1));
        escrow.draw(jobId + 1);
    }

    function test_draw_of_another_job_in_the_same_block_differs() public {
        vm.roll(opened);
        uint64 other = _open(ETHER, 1, 0);
        vm.roll(opened + 9);
        vm.setBlockhash(opened + 8, HASH);
        vm.assertFalse(escrow.draw(jobId) == escrow.draw(other));
    }

    /// @dev Only the low 32 bits of the block are kept: the block is found again wherever the chain stands.
    function testFuzz_draw_block_is_found_again(uint64 blockNumber, uint32 later) public {
        vm.roll(uint256(blockNumber) + 1);
        uint64 made = _open(ETHER, 1, 0);
        vm.roll(uint256(blockNumber) + 1 + later);
        (,,,, uint256 drawBlock) = escrow.job(made);
        vm.assertEq(drawBlock, uint256(blockNumber) + 9);
    }
}
