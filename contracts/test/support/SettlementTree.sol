// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The tree of a settlement: pairs in ascending order, an odd last node goes up as it is.
library SettlementTree {
    struct Payee {
        address payee;
        uint128 amount;
    }

    function leaf(address escrow, uint64 jobId, uint64 paymentId, uint32 index, Payee memory payee)
        internal
        view
        returns (bytes32)
    {
        bytes32 inner = keccak256(abi.encode(block.chainid, escrow, jobId, paymentId, index, payee.payee, payee.amount));
        return keccak256(bytes.concat(inner));
    }

    function leaves(address escrow, uint64 jobId, uint64 paymentId, Payee[] memory payees)
        internal
        view
        returns (bytes32[] memory made)
    {
        made = new bytes32[](payees.length);
        for (uint32 i = 0; i < payees.length; i++) {
            made[i] = leaf(escrow, jobId, paymentId, i, payees[i]);
        }
    }

    function root(bytes32[] memory level) internal pure returns (bytes32) {
        while (level.length > 1) {
            level = _parents(level);
        }
        return level[0];
    }

    function proof(bytes32[] memory level, uint256 index) internal pure returns (bytes32[] memory siblings) {
        bytes32[] memory found = new bytes32[](32);
        uint256 count;
        while (level.length > 1) {
            if (index ^ 1 < level.length) found[count++] = level[index ^ 1];
            level = _parents(level);
            index /= 2;
        }
        siblings = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            siblings[i] = found[i];
        }
    }

    function _parents(bytes32[] memory level) private pure returns (bytes32[] memory parents) {
        parents = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < parents.length; i++) {
            parents[i] = 2 * i + 1 == level.length ? level[2 * i] : _node(level[2 * i], level[2 * i + 1]);
        }
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return left < right ? keccak256(bytes.concat(left, right)) : keccak256(bytes.concat(right, left));
    }
}
