// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EscrowActor} from "./support/EscrowActor.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {ModalToken} from "./tokens/ModalToken.sol";

/// @notice Whatever sponsors, payees, tokens and time do, the books and the balances agree.
contract JobEscrowInvariantsTest is EscrowTest {
    EscrowActor private actor;
    ModalToken private coin;

    function setUp() public override {
        super.setUp();
        coin = new ModalToken();
        actor = new EscrowActor(escrow, coin, address(application));
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actor);
    }

    /// @dev Per token: what the escrow holds is what its pots hold, its settlements keep and its credits owe.
    function invariant_escrow_is_solvent_to_the_wei() public view {
        uint256[2] memory owed;
        for (uint64 jobId = 1; jobId <= escrow.jobCount(); jobId++) {
            (address jobToken,,,,) = escrow.job(jobId);
            owed[jobToken == ETHER ? 0 : 1] += _held(jobId) + actor.reservedIn(jobId);
        }
        for (uint256 i = 0; i < actor.payeeCount(); i++) {
            owed[0] += escrow.creditOf(actor.payees(i), ETHER);
            owed[1] += escrow.creditOf(actor.payees(i), address(coin));
        }
        vm.assertEq(address(escrow).balance, owed[0], "Ether");
        vm.assertEq(coin.balanceOf(address(escrow)), owed[1], "tokens");
    }

    /// @dev Per job and pot: never more out than in, and the escrow's books are the actor's.
    function invariant_no_pot_is_overdrawn() public view {
        for (uint64 jobId = 1; jobId <= escrow.jobCount(); jobId++) {
            for (uint8 pot = 0; pot < 3; pot++) {
                (uint128 funded, uint128 spent) = escrow.potOf(jobId, pot);
                (uint128 reclaimed, uint128 deposits) = escrow.reclaimedOf(jobId, pot);
                vm.assertLe(uint256(spent) + reclaimed, funded);
                vm.assertLe(deposits, funded);
                vm.assertEq(funded, actor.funded(jobId, pot), "funded");
                vm.assertEq(spent, actor.spent(jobId, pot), "spent");
            }
        }
    }

    /// @dev Everything that ever came in is out, credited or held.
    function invariant_money_is_conserved() public view {
        vm.assertEq(actor.etherIn(), actor.etherOut() + address(escrow).balance, "Ether");
    }

    function invariant_no_payment_is_done_twice() public view {
        vm.assertEq(actor.doublePayments(), 0);
        vm.assertEq(actor.foreignPayments(), 0);
        vm.assertEq(actor.latePayments(), 0);
        vm.assertEq(actor.earlyReclaims(), 0);
        vm.assertEq(actor.stuckCredits(), 0);
    }

    function _held(uint64 jobId) private view returns (uint256 held) {
        for (uint8 pot = 0; pot < 3; pot++) {
            (uint128 funded, uint128 spent) = escrow.potOf(jobId, pot);
            (uint128 reclaimed,) = escrow.reclaimedOf(jobId, pot);
            held += funded - spent - reclaimed;
        }
    }
}
