// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EscrowTest} from "./support/EscrowTest.sol";
import {SettlementTree} from "./support/SettlementTree.sol";

/// @notice With the machine silent from any point on, reclaim alone returns every wei that is not reserved to who deposited it. All lives of one
/// job are lived, none is sampled: every set of deposits, every set of vouchers executed before the silence, claims before or after.
contract ReclaimModelTest is EscrowTest {
    uint256 private constant DEPOSIT_SETS = 1 << 4; // beside the reward: bond, top-up, Alice's and Bob's client bonds
    uint256 private constant VOUCHER_SETS = 1 << 5; // a reward, a settlement, the bond burned, Alice's bond back, Bob's burned in half
    uint64 private constant RESERVED = 120;
    address private constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    uint64 private jobId;
    uint256 private paidOut;
    bool private settled;
    uint256 private backToAlice;

    function test_reclaim_alone_returns_every_wei_that_is_not_reserved_in_ether() public {
        _liveAll(ETHER);
    }

    function test_reclaim_alone_returns_every_wei_that_is_not_reserved_in_tokens() public {
        _liveAll(address(token));
    }

    function _liveAll(address coin) private {
        uint256 start = vm.snapshotState();
        for (uint256 deposits = 0; deposits < DEPOSIT_SETS; deposits++) {
            for (uint256 vouchers = 0; vouchers < VOUCHER_SETS; vouchers++) {
                _live(coin, deposits, vouchers);
                vm.revertToState(start);
            }
        }
    }

    function _live(address coin, uint256 deposits, uint256 vouchers) private {
        uint256 funded = _deposit(coin, deposits);
        _execute(deposits, vouchers);
        if (vouchers & 1 == 0 && settled) _claim(0);
        _openReclaim(jobId);
        for (uint8 pot = 0; pot < 3; pot++) {
            _reclaimPot(pot);
        }
        uint256 reserved = settled ? RESERVED : 0;
        if (settled && vouchers & 1 == 0) reserved -= RESERVED / 2;
        uint256 credits = escrow.creditOf(sponsor, coin) + escrow.creditOf(alice, coin) + escrow.creditOf(bob, coin);
        vm.assertEq(_balance(coin, address(escrow)), reserved + credits, "only what is reserved stays");
        vm.assertLe(credits, 6, "no more than rounding is credited");
        if (settled) {
            if (vouchers & 1 == 1) _claim(0);
            _claim(1);
        }
        vm.assertEq(_balance(coin, address(escrow)), credits, "claims pay for ever");
        vm.assertGe(funded, paidOut);
    }

    function _deposit(address coin, uint256 set) private returns (uint256 funded) {
        for (uint256 i = 0; i < 3; i++) {
            address who = [sponsor, alice, bob][i];
            if (coin == ETHER) vm.deal(who, 1e6);
            else _fund(who, token, 1e6);
        }
        jobId = _open(coin, 1001, set & 1 == 0 ? 0 : 301);
        funded = 1001 + (set & 1 == 0 ? 0 : 301);
        if (set & 2 != 0) _topUp(bob, jobId, REWARD, 77);
        if (set & 4 != 0) _topUp(alice, jobId, CLIENTS, 11);
        if (set & 8 != 0) _topUp(bob, jobId, CLIENTS, 13);
        funded += (set & 2 == 0 ? 0 : 77) + (set & 4 == 0 ? 0 : 11) + (set & 8 == 0 ? 0 : 13);
    }

    /// @dev A voucher is only there if its money is.
    function _execute(uint256 deposits, uint256 vouchers) private {
        paidOut = 0;
        settled = vouchers & 2 != 0;
        if (vouchers & 1 != 0) _send(REWARD, 0, alice, 333);
        if (settled) _settle();
        if (vouchers & 4 != 0 && deposits & 1 != 0) _send(BOND, 2, NOBODY, 301);
        backToAlice = vouchers & 8 != 0 && deposits & 4 != 0 ? 11 : 0;
        if (backToAlice != 0) _refund(jobId, CLIENTS, 3, alice, 11);
        paidOut += backToAlice;
        if (vouchers & 16 != 0 && deposits & 8 != 0) _send(CLIENTS, 4, NOBODY, 6);
    }

    function _send(uint8 pot, uint64 id, address to, uint128 amount) private {
        _pay(jobId, pot, id, to, amount);
        paidOut += amount;
    }

    function _settle() private {
        bytes32 root = SettlementTree.root(SettlementTree.leaves(address(escrow), jobId, 1, _payees()));
        vm.prank(address(application));
        escrow.settle(jobId, REWARD, 1, root, RESERVED, 2);
    }

    function _claim(uint32 index) private {
        bytes32[] memory leaves = SettlementTree.leaves(address(escrow), jobId, 1, _payees());
        escrow.claim(jobId, 1, index, _payees()[index].payee, RESERVED / 2, SettlementTree.proof(leaves, index));
    }

    function _payees() private view returns (SettlementTree.Payee[] memory payees) {
        payees = new SettlementTree.Payee[](2);
        payees[0] = SettlementTree.Payee(alice, RESERVED / 2);
        payees[1] = SettlementTree.Payee(bob, RESERVED / 2);
    }

    /// @dev Every deposit's depositor gets its floor share of what the pot has left; the first one the rest as a credit.
    function _reclaimPot(uint8 pot) private {
        (uint128 funded, uint128 spent) = escrow.potOf(jobId, pot);
        (,,, uint64 count,) = escrow.job(jobId);
        for (uint64 id = 0; id < count; id++) {
            (bool known, bytes memory answer) = address(escrow).staticcall(abi.encodeCall(escrow.depositOf, (jobId, pot, id)));
            if (!known) continue;
            (address depositor, uint128 amount,) = abi.decode(answer, (address, uint128, bool));
            (address coin,,,,) = escrow.job(jobId);
            uint256 before = _balance(coin, depositor);
            escrow.reclaim(jobId, pot, id);
            uint256 back = pot == CLIENTS ? backToAlice : 0;
            uint256 counted = depositor == alice ? amount - back : amount;
            uint256 share = funded == back ? 0 : uint256(funded - spent) * counted / (funded - back);
            vm.assertEq(_balance(coin, depositor) - before, share, "its share");
        }
    }
}
