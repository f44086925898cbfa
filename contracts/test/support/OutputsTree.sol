// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OutputValidityProof} from "./Official.sol";

/// @notice The Merkle tree of height 63 over all outputs of an application, made from their list.
library OutputsTree {
    uint256 internal constant HEIGHT = 63;

    function root(bytes[] memory outputs) internal pure returns (bytes32) {
        bytes32[] memory level = _leaves(outputs);
        bytes32 pristine;
        for (uint256 height = 0; height < HEIGHT; height++) {
            level = _parents(level, pristine);
            pristine = _hash(pristine, pristine);
        }
        return level[0];
    }

    function proof(bytes[] memory outputs, uint256 index) internal pure returns (OutputValidityProof memory made) {
        made.outputIndex = uint64(index);
        made.outputHashesSiblings = new bytes32[](HEIGHT);
        bytes32[] memory level = _leaves(outputs);
        bytes32 pristine;
        for (uint256 height = 0; height < HEIGHT; height++) {
            uint256 sibling = (index >> height) ^ 1;
            made.outputHashesSiblings[height] = sibling < level.length ? level[sibling] : pristine;
            level = _parents(level, pristine);
            pristine = _hash(pristine, pristine);
        }
    }

    function _leaves(bytes[] memory outputs) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](outputs.length);
        for (uint256 i = 0; i < outputs.length; i++) {
            leaves[i] = keccak256(outputs[i]);
        }
    }

    function _parents(bytes32[] memory level, bytes32 pristine) private pure returns (bytes32[] memory parents) {
        parents = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < parents.length; i++) {
            bytes32 right = 2 * i + 1 < level.length ? level[2 * i + 1] : pristine;
            parents[i] = _hash(level[2 * i], right);
        }
    }

    function _hash(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encode(left, right));
    }
}
