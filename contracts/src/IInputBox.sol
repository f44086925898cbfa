// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The part of Cartesi's InputBox (rollups-contracts 2.2.0) that the escrow calls
interface IInputBox {
    /// @notice Adds an input with the caller as its sender. The whole encoded input is at most 65,536 bytes.
    /// @param appContract The application whose input it is
    /// @param payload The input's payload, at most 65,216 bytes
    /// @return The keccak256 of the encoded input
    function addInput(address appContract, bytes calldata payload) external returns (bytes32);
}
