// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EscrowTest} from "./support/EscrowTest.sol";

contract TestTokenTest is EscrowTest {
    function test_anyone_mints() public {
        vm.prank(stranger);
        token.mint(alice, 5);
        vm.assertEq(token.balanceOf(alice), 5);
    }

    function test_it_has_names_and_18_decimals() public view {
        vm.assertEq(token.name(), "Test");
        vm.assertEq(token.symbol(), "TST");
        vm.assertEq(token.decimals(), 18);
    }
}
