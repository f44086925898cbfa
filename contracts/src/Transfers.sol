// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Calls to strangers: Ether to payees, and tokens that may lie
/// @notice At most 32 bytes of what is returned are copied. A token's call succeeded if it returned nothing and the token has code,
/// or if it returned exactly `true`.
library Transfers {
    /// @notice Gas a payee of Ether may use.
    uint256 internal constant ETHER_GAS = 100_000;

    /// @notice Gas a token may use for a payment.
    uint256 internal constant TOKEN_GAS = 300_000;

    /// @notice Gas that must be left beside the call's: it covers what EIP-150 keeps back, the call's own cost (at most 36,600 with
    /// value to a new account, which runs no code) and the writing of a credit.
    uint256 internal constant GAS_RESERVE = 60_000;

    /// @notice Sends Ether (token zero) or tokens; false if that was refused.
    function send(address token, address to, uint256 amount, uint256 gasLimit) internal returns (bool) {
        if (token == address(0)) {
            (bool success,,) = _call(to, amount, gasLimit, "");
            return success;
        }
        return _tokenCall(token, gasLimit, abi.encodeWithSignature("transfer(address,uint256)", to, amount));
    }

    /// @notice Takes tokens that the owner has approved; false if that was refused.
    function pull(address token, address owner, uint256 amount) internal returns (bool) {
        bytes memory data = abi.encodeWithSignature("transferFrom(address,address,uint256)", owner, address(this), amount);
        return _tokenCall(token, gasleft(), data);
    }

    /// @notice Asks the token to allow this contract the owner's money (ERC-2612). What becomes of it shows when the money is taken.
    function permit(address token, address owner, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        bytes memory data = abi.encodeWithSignature(
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", owner, address(this), value, deadline, v, r, s
        );
        _call(token, 0, gasleft(), data);
    }

    /// @notice This contract's balance in a token; not known if the token does not answer with one word.
    function balanceOfThis(address token) internal view returns (bool known, uint256 held) {
        bytes memory data = abi.encodeWithSignature("balanceOf(address)", address(this));
        // Copies at most one word into the scratch space.
        assembly ("memory-safe") {
            known := staticcall(gas(), token, add(data, 32), mload(data), 0, 32)
            known := and(known, eq(returndatasize(), 32))
            held := mload(0)
        }
    }

    function _tokenCall(address token, uint256 gasLimit, bytes memory data) private returns (bool) {
        (bool success, uint256 size, uint256 word) = _call(token, 0, gasLimit, data);
        return success && (size == 0 ? token.code.length != 0 : size == 32 && word == 1);
    }

    function _call(address target, uint256 value, uint256 gasLimit, bytes memory data)
        private
        returns (bool success, uint256 size, uint256 word)
    {
        // Solidity's own call would copy all that is returned: a payee could make the caller pay for megabytes.
        assembly ("memory-safe") {
            success := call(gasLimit, target, value, add(data, 32), mload(data), 0, 32)
            size := returndatasize()
            word := mload(0)
        }
    }
}
