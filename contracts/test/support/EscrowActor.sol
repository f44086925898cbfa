// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {JobEscrow} from "../../src/JobEscrow.sol";
import {ClosedPayee} from "../payees/Payees.sol";
import {ModalToken} from "../tokens/ModalToken.sol";
import {SettlementTree} from "./SettlementTree.sol";
import {Vm} from "./Vm.sol";

/// @notice Does what anybody can do to an escrow, valid or not, never reverts, and keeps its own books.
contract EscrowActor {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    address private constant ETHER = address(0);
    uint64 private constant PAYMENT_IDS = 40;

    JobEscrow private immutable escrow;
    ModalToken private immutable coin;
    address private immutable application;
    ClosedPayee private immutable closed;

    address[] public payees;
    mapping(uint64 jobId => mapping(uint8 pot => uint256)) public funded;
    mapping(uint64 jobId => mapping(uint8 pot => uint256)) public spent;
    mapping(uint64 jobId => mapping(uint64 paymentId => bool)) public paid;
    mapping(uint64 jobId => uint64) public opensAt;
    mapping(uint64 jobId => mapping(uint64 depositId => uint8)) private potOfDeposit;
    mapping(uint64 jobId => mapping(uint64 paymentId => SettlementTree.Payee[])) private settled;
    mapping(bytes32 claim => bool) private claimed;
    mapping(bytes32 settlement => uint256) public reserved;
    uint256 public etherIn;
    uint256 public etherOut;
    uint256 public doublePayments;
    uint256 public foreignPayments;
    uint256 public latePayments;
    uint256 public earlyReclaims;
    uint256 public stuckCredits;
    uint256 public claims;

    constructor(JobEscrow escrow_, ModalToken coin_, address application_) {
        (escrow, coin, application) = (escrow_, coin_, application_);
        closed = new ClosedPayee();
        payees = [address(0xC0FFEE), address(0xCAFE), address(0xBEEF), address(closed)];
    }

    function payeeCount() external view returns (uint256) {
        return payees.length;
    }

    function openJob(bool ether_, uint128 reward, uint128 bond, uint32 reclaimIn, uint8 who) external {
        if (escrow.jobCount() >= 8) return;
        reward = reward % 1e24 + 1;
        bond = bond % 3 == 0 ? 0 : bond % 1e24;
        address sponsor = _funded(who, ether_, uint256(reward) + bond);
        uint64 reclaimAfter = uint64(block.timestamp) + reclaimIn % 200 days;
        uint256 before = _held(ether_);
        vm.prank(sponsor);
        uint64 jobId = escrow.openJob{value: ether_ ? uint256(reward) + bond : 0}(
            ether_ ? ETHER : address(coin), reward, bond, reclaimAfter, ""
        );
        if (ether_) etherIn += uint256(reward) + bond;
        (uint128 measured,) = escrow.potOf(jobId, 0);
        (uint128 measuredBond,) = escrow.potOf(jobId, 1);
        require(_held(ether_) - before == uint256(measured) + measuredBond, "measured");
        funded[jobId][0] = measured;
        funded[jobId][1] = measuredBond;
        if (bond != 0) potOfDeposit[jobId][1] = 1;
    }

    function topUp(uint64 jobId, uint8 pot, uint128 amount, uint8 who) external {
        if (escrow.jobCount() == 0) return;
        (jobId, pot, amount) = (jobId % escrow.jobCount() + 1, pot % 3, amount % 1e24 + 1);
        (address jobToken,, uint64 reclaimOpensAt,,) = escrow.job(jobId);
        if (reclaimOpensAt != 0) return;
        bool ether_ = jobToken == ETHER;
        address payer = _funded(who, ether_, amount);
        uint256 before = _held(ether_);
        vm.prank(payer);
        uint64 depositId = escrow.topUp{value: ether_ ? amount : 0}(jobId, pot, amount);
        if (ether_) etherIn += amount;
        funded[jobId][pot] += _held(ether_) - before;
        potOfDeposit[jobId][depositId] = pot;
    }

    /// @dev Right and wrong payments alike; the books say which had to fail.
    function pay(uint64 jobId, uint8 pot, uint64 paymentId, uint128 amount, uint8 to, bool asRefund) external {
        if (escrow.jobCount() == 0) return;
        (jobId, pot, paymentId) = (jobId % escrow.jobCount() + 1, pot % 3, paymentId % PAYMENT_IDS);
        uint256 left = funded[jobId][pot] - spent[jobId][pot];
        amount = uint128(amount % (left + left / 4 + 1));
        (address jobToken,,,,) = escrow.job(jobId);
        address payee = payees[to % payees.length];
        uint256 before = payee.balance;
        vm.prank(application);
        bytes memory call = asRefund
            ? abi.encodeCall(escrow.refund, (jobId, pot, paymentId, payee, amount))
            : abi.encodeCall(escrow.pay, (jobId, pot, paymentId, payee, amount));
        (bool success,) = address(escrow).call(call);
        bool late = opensAt[jobId] != 0 && block.timestamp >= opensAt[jobId];
        require(success == (!late && !paid[jobId][paymentId] && amount <= left), "a payment went wrong");
        if (!success) return;
        if (paid[jobId][paymentId]) doublePayments++;
        if (late) latePayments++;
        paid[jobId][paymentId] = true;
        spent[jobId][pot] += amount;
        if (jobToken == ETHER) etherOut += payee.balance - before;
    }

    /// @dev Sets some of a pot aside for all payees; what their shares leave stays set aside for ever.
    function settle(uint64 jobId, uint8 pot, uint64 paymentId, uint128 total) external {
        if (escrow.jobCount() == 0) return;
        (jobId, pot, paymentId) = (jobId % escrow.jobCount() + 1, pot % 3, paymentId % PAYMENT_IDS);
        uint256 left = funded[jobId][pot] - spent[jobId][pot];
        total = uint128(total % (left + left / 4 + 1));
        SettlementTree.Payee[] memory shares = new SettlementTree.Payee[](payees.length);
        for (uint256 i = 0; i < shares.length; i++) {
            shares[i] = SettlementTree.Payee(payees[i], total / uint128(shares.length));
        }
        bytes32 root = SettlementTree.root(SettlementTree.leaves(address(escrow), jobId, paymentId, shares));
        vm.prank(application);
        (bool success,) =
            address(escrow).call(abi.encodeCall(escrow.settle, (jobId, pot, paymentId, root, total, uint32(shares.length))));
        bool late = opensAt[jobId] != 0 && block.timestamp >= opensAt[jobId];
        require(success == (!late && !paid[jobId][paymentId] && total <= left), "a settlement went wrong");
        if (!success) return;
        paid[jobId][paymentId] = true;
        spent[jobId][pot] += total;
        bytes32 key = keccak256(abi.encode(jobId, paymentId));
        reserved[key] = total;
        for (uint256 i = 0; i < shares.length; i++) {
            settled[jobId][paymentId].push(shares[i]);
        }
    }

    function claim(uint64 jobId, uint64 paymentId, uint32 index) external {
        if (escrow.jobCount() == 0) return;
        (jobId, paymentId) = (jobId % escrow.jobCount() + 1, paymentId % PAYMENT_IDS);
        SettlementTree.Payee[] memory shares = settled[jobId][paymentId];
        if (shares.length == 0) return;
        index = index % uint32(shares.length);
        SettlementTree.Payee memory payee = shares[index];
        bytes32[] memory proof = SettlementTree.proof(SettlementTree.leaves(address(escrow), jobId, paymentId, shares), index);
        (address jobToken,,,,) = escrow.job(jobId);
        uint256 before = payee.payee.balance;
        (bool success,) =
            address(escrow).call(abi.encodeCall(escrow.claim, (jobId, paymentId, index, payee.payee, payee.amount, proof)));
        bytes32 key = keccak256(abi.encode(jobId, paymentId, index));
        require(success == !claimed[key], "a claim went wrong");
        if (!success) return;
        claimed[key] = true;
        claims++;
        reserved[keccak256(abi.encode(jobId, paymentId))] -= payee.amount;
        if (jobToken == ETHER) etherOut += payee.payee.balance - before;
    }

    /// @dev What the job's settlements set aside and nobody has claimed.
    function reservedIn(uint64 jobId) external view returns (uint256 sum) {
        for (uint64 paymentId = 0; paymentId < PAYMENT_IDS; paymentId++) {
            sum += reserved[keccak256(abi.encode(jobId, paymentId))];
        }
    }

    function payAsStranger(uint64 jobId, uint8 pot, uint64 paymentId, uint128 amount, address sender) external {
        if (sender == application) return;
        vm.prank(sender);
        (bool success,) = address(escrow).call(abi.encodeCall(escrow.pay, (jobId, pot, paymentId, sender, amount)));
        if (success) foreignPayments++;
    }

    function withdraw(uint8 who, bool ether_) external {
        address payee = payees[who % payees.length];
        address money = ether_ ? ETHER : address(coin);
        uint256 credit = escrow.creditOf(payee, money);
        if (credit == 0) return;
        address to = address(0xD00D);
        if (!ether_) coin.setMode(ModalToken.Mode.Plain);
        vm.prank(payee);
        (bool success,) = address(escrow).call(abi.encodeCall(escrow.withdraw, (money, to)));
        if (!success) stuckCredits++;
        else if (ether_) etherOut += credit;
    }

    function startReclaim(uint64 jobId) external {
        if (escrow.jobCount() == 0) return;
        jobId = jobId % escrow.jobCount() + 1;
        (, uint64 time, uint64 reclaimOpensAt,,) = escrow.job(jobId);
        (bool success,) = address(escrow).call(abi.encodeCall(escrow.startReclaim, (jobId)));
        require(success == (reclaimOpensAt == 0 && block.timestamp >= time), "startReclaim went wrong");
        if (success) opensAt[jobId] = uint64(block.timestamp) + escrow.RECLAIM_WINDOW_SECONDS();
    }

    function reclaim(uint64 jobId, uint64 depositId) external {
        if (escrow.jobCount() == 0) return;
        jobId = jobId % escrow.jobCount() + 1;
        (address jobToken,,, uint64 count,) = escrow.job(jobId);
        depositId = depositId % count;
        uint8 pot = potOfDeposit[jobId][depositId];
        (address depositor,, bool reclaimed) = escrow.depositOf(jobId, pot, depositId);
        uint256 before = depositor.balance;
        (bool success,) = address(escrow).call(abi.encodeCall(escrow.reclaim, (jobId, pot, depositId)));
        bool open = opensAt[jobId] != 0 && block.timestamp >= opensAt[jobId];
        if (success && !open) earlyReclaims++;
        require(success == (open && !reclaimed), "a reclaim went wrong");
        if (jobToken == ETHER) etherOut += depositor.balance - before;
    }

    function passTime(uint32 duration) external {
        vm.warp(block.timestamp + duration % 40 days);
    }

    function misbehave(uint8 mode, uint8 who, bool block_) external {
        coin.setMode(ModalToken.Mode(mode % 9));
        coin.setBlocked(payees[who % payees.length], block_);
        closed.setOpen(block_);
    }

    function _funded(uint8 who, bool ether_, uint256 amount) private returns (address payer) {
        payer = payees[who % payees.length];
        if (ether_) {
            vm.deal(payer, payer.balance + amount);
            return payer;
        }
        coin.setMode(who % 2 == 0 ? ModalToken.Mode.Plain : ModalToken.Mode.Fee);
        coin.setBlocked(payer, false);
        coin.mint(payer, amount * 2);
        vm.prank(payer);
        coin.approve(address(escrow), amount);
    }

    function _held(bool ether_) private view returns (uint256) {
        return ether_ ? address(escrow).balance : coin.balanceOf(address(escrow));
    }
}
