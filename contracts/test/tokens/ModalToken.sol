// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TestToken} from "../../src/TestToken.sol";

/// @notice A token whose payments misbehave on demand, as one behind an upgradeable proxy can.
contract ModalToken is TestToken {
    enum Mode {
        Plain,
        Reverts,
        ReturnsFalse,
        ReturnsTwo,
        ReturnsTwoWords,
        ReturnsBomb,
        RevertsBomb,
        BurnsGas,
        Fee,
        BalanceReverts,
        Demanding
    }

    uint256 public constant FEE_PERCENT = 10;

    Mode public mode;
    mapping(address account => bool) public blocked;

    constructor() TestToken("Modal", "MOD") {}

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setBlocked(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        require(mode != Mode.BalanceReverts, "no balance");
        return super.balanceOf(account);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return _refuses() ? false : super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return _refuses() ? false : super.transferFrom(from, to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!blocked[from] && !blocked[to], "blocked");
        super._update(from, to, amount);
        if (mode == Mode.Fee && from != address(0)) super._update(to, address(0xFEE), amount * FEE_PERCENT / 100);
    }

    /// @dev Moves nothing where it answers by itself.
    function _refuses() private view returns (bool) {
        if (mode == Mode.Reverts) revert("not today");
        if (mode == Mode.BurnsGas) for (uint256 i = 0; i < type(uint256).max; i++) {}
        if (mode == Mode.Demanding) require(gasleft() > 298_000, "too poor");
        if (mode == Mode.ReturnsTwo || mode == Mode.ReturnsTwoWords || mode == Mode.ReturnsBomb) _return();
        if (mode == Mode.RevertsBomb) {
            assembly {
                revert(0, 100000)
            }
        }
        return mode == Mode.ReturnsFalse;
    }

    function _return() private view {
        uint256 size = mode == Mode.ReturnsTwo ? 32 : mode == Mode.ReturnsTwoWords ? 64 : 100_000;
        uint256 word = mode == Mode.ReturnsTwo ? 2 : 1;
        assembly {
            mstore(0, word)
            return(0, size)
        }
    }
}
