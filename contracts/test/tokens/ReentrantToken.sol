// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TestToken} from "../../src/TestToken.sol";

/// @notice Calls back whatever it was told to, inside each transfer, and keeps the answer.
contract ReentrantToken is TestToken {
    address public target;
    bytes public call;
    bool public succeeded;
    bytes public answer;

    constructor() TestToken("Reentrant", "RE") {}

    function arm(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target != address(0)) (succeeded, answer) = target.call(call);
    }
}
