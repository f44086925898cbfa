// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInputBox} from "../../src/IInputBox.sol";

struct OutputValidityProof {
    uint64 outputIndex;
    bytes32[] outputHashesSiblings;
}

/// @notice What the tests call of the official InputBox beyond what the escrow calls.
interface IOfficialInputBox is IInputBox {
    event InputAdded(address indexed appContract, uint256 indexed index, bytes input);

    function getNumberOfInputs(address appContract) external view returns (uint256);
}

/// @notice What the tests call of the official Application.
interface IOfficialApplication {
    error OutputNotReexecutable(bytes output);
    error InvalidOutputsMerkleRoot(bytes32 root);

    function executeOutput(bytes calldata output, OutputValidityProof calldata proof) external;
    function getDataAvailability() external view returns (bytes memory);
}

/// @notice What the tests call of the official Authority.
interface IOfficialAuthority {
    function submitClaim(address appContract, uint256 lastProcessedBlockNumber, bytes32 outputsMerkleRoot) external;
}

/// @notice The official encodings of outputs and inputs.
interface Outputs {
    function Voucher(address destination, uint256 value, bytes calldata payload) external;
}

interface Inputs {
    function EvmAdvance(
        uint256 chainId,
        address appContract,
        address msgSender,
        uint256 blockNumber,
        uint256 blockTimestamp,
        uint256 prevRandao,
        uint256 index,
        bytes calldata payload
    ) external;
}
