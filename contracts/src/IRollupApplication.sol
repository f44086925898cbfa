// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The part of Cartesi's Application (rollups-contracts 2.2.0) that the escrow calls
interface IRollupApplication {
    /// @notice Where the application's inputs come from: an ABI-encoded call of `DataAvailability`.
    function getDataAvailability() external view returns (bytes memory);
}

/// @title Encodings of an application's data availability (rollups-contracts 2.2.0)
interface DataAvailability {
    /// @notice Inputs come from this InputBox only.
    function InputBox(address inputBox) external;
}
