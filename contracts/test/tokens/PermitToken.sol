// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {TestToken} from "../../src/TestToken.sol";

/// @notice A token with signed allowances.
contract PermitToken is TestToken, ERC20Permit {
    constructor() TestToken("Permit", "PRM") ERC20Permit("Permit") {}
}
