// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {DataAvailability} from "../../src/IRollupApplication.sol";
import {IMarketInputs} from "../../src/IMarketInputs.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {TestToken} from "../../src/TestToken.sol";
import {IOfficialApplication, IOfficialAuthority, IOfficialInputBox, Inputs, Outputs} from "./Official.sol";
import {OutputsTree} from "./OutputsTree.sol";
import {Vm} from "./Vm.sol";

/// @notice An escrow beside the official InputBox, Authority and Application, and words to tell a job's story with.
abstract contract EscrowTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    address internal constant ETHER = address(0);
    uint8 internal constant REWARD = 0;
    uint8 internal constant BOND = 1;
    uint8 internal constant CLIENTS = 2;
    uint256 internal constant EPOCH_LENGTH = 10;

    address internal immutable sponsor = address(0x1001);
    address internal immutable alice = address(0xA11CE);
    address internal immutable bob = address(0xB0B);
    address internal immutable stranger = address(0x57A);

    IOfficialInputBox internal inputBox;
    IOfficialAuthority internal authority;
    IOfficialApplication internal application;
    JobEscrow internal escrow;
    TestToken internal token;
    uint64 internal reclaimAfter;
    bytes[] internal outputs;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1000);
        inputBox = IOfficialInputBox(_official("InputBox", ""));
        authority = IOfficialAuthority(_official("Authority", abi.encode(address(this), EPOCH_LENGTH)));
        bytes memory availability = abi.encodeCall(DataAvailability.InputBox, (address(inputBox)));
        application = IOfficialApplication(
            _official("Application", abi.encode(address(authority), address(this), bytes32(uint256(1)), availability))
        );
        escrow = new JobEscrow(address(inputBox), address(application));
        token = new TestToken("Test", "TST");
        reclaimAfter = uint64(block.timestamp + 100 days);
        _fund(sponsor, token, 1e30);
        vm.deal(sponsor, 1e30);
    }

    // ---- arranging ----

    function _fund(address who, TestToken coin, uint256 amount) internal {
        coin.mint(who, amount);
        _approve(who, coin);
    }

    function _approve(address who, ERC20 coin) internal {
        vm.prank(who);
        coin.approve(address(escrow), type(uint256).max);
    }

    function _open(address coin, uint128 reward, uint128 bond) internal returns (uint64) {
        uint256 value = coin == ETHER ? uint256(reward) + bond : 0;
        vm.prank(sponsor);
        return escrow.openJob{value: value}(coin, reward, bond, reclaimAfter, "terms");
    }

    function _topUp(address who, uint64 jobId, uint8 pot, uint128 amount) internal returns (uint64) {
        (address coin,,,,) = escrow.job(jobId);
        vm.prank(who);
        return escrow.topUp{value: coin == ETHER ? amount : 0}(jobId, pot, amount);
    }

    function _pay(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) internal {
        vm.prank(address(application));
        escrow.pay(jobId, pot, paymentId, to, amount);
    }

    function _refund(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) internal {
        vm.prank(address(application));
        escrow.refund(jobId, pot, paymentId, to, amount);
    }

    function _openReclaim(uint64 jobId) internal {
        if (block.timestamp < reclaimAfter) vm.warp(reclaimAfter);
        escrow.startReclaim(jobId);
        vm.warp(block.timestamp + escrow.RECLAIM_WINDOW_SECONDS());
    }

    // ---- the official path ----

    function _voucher(bytes memory call) internal returns (uint256 index) {
        outputs.push(abi.encodeCall(Outputs.Voucher, (address(escrow), 0, call)));
        return outputs.length - 1;
    }

    function _claimOutputs() internal {
        vm.roll((block.number / EPOCH_LENGTH + 1) * EPOCH_LENGTH);
        authority.submitClaim(address(application), block.number - 1, OutputsTree.root(outputs));
    }

    function _execute(uint256 index) internal {
        application.executeOutput(outputs[index], OutputsTree.proof(outputs, index));
    }

    // ---- what the machine is told ----

    /// @dev The payload of the last input since `vm.recordLogs()`, which must be from the escrow to the application.
    function _lastInput() internal returns (bytes memory payload) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = logs.length; i > 0; i--) {
            Vm.Log memory log = logs[i - 1];
            if (log.emitter != address(inputBox)) continue;
            vm.assertEq(log.topics[0], IOfficialInputBox.InputAdded.selector);
            vm.assertEq(address(uint160(uint256(log.topics[1]))), address(application));
            return _payloadOf(abi.decode(log.data, (bytes)));
        }
        revert("no input");
    }

    function _payloadOf(bytes memory blob) private view returns (bytes memory payload) {
        address sender;
        (,, sender,,,,, payload) =
            abi.decode(_behindSelector(blob), (uint256, address, address, uint256, uint256, uint256, uint256, bytes));
        vm.assertEq(sender, address(escrow));
    }

    function _behindSelector(bytes memory data) private pure returns (bytes memory rest) {
        rest = new bytes(data.length - 4);
        for (uint256 i = 0; i < rest.length; i++) {
            rest[i] = data[i + 4];
        }
    }

    function _official(string memory name, bytes memory arguments) private returns (address deployed) {
        string memory path = string.concat("node_modules/@cartesi/rollups/out/", name, ".sol/", name, ".json");
        bytes memory code = bytes.concat(vm.getCode(path), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), string.concat(name, " was not created"));
    }

    // ---- asserting ----

    function _balance(address coin, address who) internal view returns (uint256) {
        return coin == ETHER ? who.balance : ERC20(coin).balanceOf(who);
    }

    function _assertPot(uint64 jobId, uint8 pot, uint128 funded, uint128 spent) internal view {
        (uint128 actualFunded, uint128 actualSpent) = escrow.potOf(jobId, pot);
        vm.assertEq(actualFunded, funded, "funded");
        vm.assertEq(actualSpent, spent, "spent");
    }

    function _deposit(uint64 id, address depositor, uint8 pot, uint128 amount)
        internal
        pure
        returns (IMarketInputs.Deposit memory)
    {
        return IMarketInputs.Deposit(id, depositor, pot, amount);
    }
}
