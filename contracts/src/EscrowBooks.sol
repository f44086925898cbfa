// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IJobEscrow} from "./IJobEscrow.sol";
import {IMarketInputs} from "./IMarketInputs.sol";
import {Transfers} from "./Transfers.sol";

/// @title The books of the escrow: what is in which pot, and the few ways it moves
/// @dev Knows of no caller's rights: `JobEscrow` asks for them before it calls.
abstract contract EscrowBooks is IJobEscrow {
    uint8 internal constant REWARD_POT = 0;
    uint8 internal constant SPONSOR_BOND_POT = 1;
    uint8 internal constant CLIENT_BOND_POT = 2;
    uint8 internal constant POT_COUNT = 3;

    /// @dev A deposit's amount lies in `wideAmounts` when its record says this.
    uint88 private constant WIDE_AMOUNT = type(uint88).max;

    struct Pot {
        uint128 funded;
        uint128 spent;
    }

    struct ReclaimedPot {
        uint128 amount;
        uint128 deposits;
    }

    /// @dev One slot for every amount below 3 · 10^26 of the token's units.
    struct DepositRecord {
        address depositor;
        uint88 amount;
        bool reclaimed;
    }

    struct Settlement {
        bytes32 root;
        uint128 left;
        uint32 count;
        mapping(uint256 word => uint256) claims;
    }

    /// @dev The first four fields share a slot. `reclaimAfter` is 0 for an unknown job only. `openBlock` is modulo 2^32.
    struct Job {
        address token;
        uint40 reclaimAfter;
        uint32 openBlock;
        uint24 depositCount;
        // 0 until reclaim is started, which it cannot be before reclaimAfter: so nobody reads this slot earlier.
        uint64 reclaimOpensAt;
        mapping(uint8 pot => Pot) pots;
        mapping(uint8 pot => ReclaimedPot) reclaimed;
        mapping(uint8 pot => mapping(uint64 depositId => DepositRecord)) deposits;
        mapping(uint64 depositId => uint128) wideAmounts;
        // The pot's first deposit, where its id is not the pot's own number (which it is for the reward and the bond of openJob).
        mapping(uint8 pot => uint64) firstDeposit;
        // What was refunded from a pot to each depositor; under address zero, to all of them.
        mapping(uint8 pot => mapping(address depositor => uint128)) refunded;
        // One bit per payment id.
        mapping(uint64 word => uint256) payments;
        mapping(uint64 paymentId => Settlement) settlements;
    }

    /// @inheritdoc IJobEscrow
    uint64 public jobCount;

    bool private transient entered;
    mapping(uint64 jobId => Job) internal jobs;
    mapping(address payee => mapping(address token => uint256)) internal credits;

    modifier nonReentrant() {
        require(!entered, Reentered());
        entered = true;
        _;
        entered = false;
    }

    function _job(uint64 jobId) internal view returns (Job storage record) {
        record = jobs[jobId];
        require(record.reclaimAfter != 0, UnknownJob(jobId));
    }

    /// @dev When reclaim of the job opens; 0 while it is not started.
    function _reclaimOpensAt(Job storage record) internal view returns (uint64) {
        return block.timestamp < record.reclaimAfter ? 0 : record.reclaimOpensAt;
    }

    // ---- in ----

    function _newJob(address token, uint64 reclaimAfter) internal returns (uint64 jobId, Job storage record) {
        jobId = ++jobCount;
        record = jobs[jobId];
        record.token = token;
        // The caller has checked that this is at most years from now.
        // forge-lint: disable-next-line(unsafe-typecast)
        record.reclaimAfter = reclaimAfter == 0 ? 1 : uint40(reclaimAfter);
        // The low bits are enough to find the block again while its neighbours' hashes can be read.
        // forge-lint: disable-next-line(unsafe-typecast)
        record.openBlock = uint32(block.number);
    }

    /// @dev A further deposit of a job that still takes them.
    function _addDeposit(uint64 jobId, uint8 pot, uint128 amount) internal returns (IMarketInputs.Deposit memory) {
        Job storage record = _job(jobId);
        require(_reclaimOpensAt(record) == 0, ReclaimAlreadyStarted(jobId));
        uint24 depositId = record.depositCount;
        require(depositId != type(uint24).max, TooManyDeposits(jobId));
        record.depositCount = depositId + 1;
        address token = record.token;
        _requireEther(token, amount);
        return _deposit(record, jobId, pot, depositId, token, amount);
    }

    /// @dev Takes the sender's money for an id that is already reserved, and records what arrived.
    function _deposit(Job storage record, uint64 jobId, uint8 pot, uint64 depositId, address token, uint128 amount)
        internal
        returns (IMarketInputs.Deposit memory)
    {
        uint256 arrived = token == address(0) ? amount : _pull(token, amount);
        require(arrived != 0, NothingDeposited());
        uint128 measured = _uint128(arrived);
        Pot storage money = record.pots[pot];
        uint128 funded = money.funded;
        if (funded == 0 && depositId != pot) record.firstDeposit[pot] = depositId;
        money.funded = _uint128(uint256(funded) + measured);

        bool wide = measured >= WIDE_AMOUNT;
        if (wide) record.wideAmounts[depositId] = measured;
        // forge-lint: disable-next-line(unsafe-typecast)
        record.deposits[pot][depositId] = DepositRecord(msg.sender, wide ? WIDE_AMOUNT : uint88(measured), false);
        emit Deposited(jobId, depositId, msg.sender, pot, measured);
        return IMarketInputs.Deposit(depositId, msg.sender, pot, measured);
    }

    function _requireEther(address token, uint256 amount) internal view {
        uint256 expected = token == address(0) ? amount : 0;
        require(msg.value == expected, WrongEtherAmount(msg.value, expected));
    }

    function _pull(address token, uint128 amount) private returns (uint256 arrived) {
        uint256 before = _balance(token);
        require(Transfers.pull(token, msg.sender, amount), TransferFailed(token));
        uint256 afterwards = _balance(token);
        return afterwards > before ? afterwards - before : 0;
    }

    function _balance(address token) private view returns (uint256 balance) {
        bool known;
        (known, balance) = Transfers.balanceOfThis(token);
        require(known, BalanceUnknown(token));
    }

    // ---- out ----

    /// @dev Books a payment of the application: the id is used and the pot is the poorer for it, or all reverts.
    function _spend(uint64 jobId, uint8 pot, uint64 paymentId, uint128 amount) internal returns (Job storage record) {
        require(pot < POT_COUNT, UnknownPot(pot));
        record = _job(jobId);
        uint64 opensAt = _reclaimOpensAt(record);
        require(opensAt == 0 || block.timestamp < opensAt, ReclaimOpened(jobId, opensAt));
        uint256 word = record.payments[paymentId >> 8];
        uint256 bit = 1 << (paymentId & 0xff);
        require(word & bit == 0, PaymentUsed(jobId, paymentId));
        Pot storage money = record.pots[pot];
        (uint128 funded, uint128 spent) = (money.funded, money.spent);
        require(amount <= funded - spent, PotExceeded(jobId, pot, amount, funded - spent));

        record.payments[paymentId >> 8] = word | bit;
        money.spent = spent + amount;
    }

    /// @dev Books that a part of what somebody deposited into a pot went back: it counts no more when the rest is reclaimed.
    function _countRefund(Job storage record, uint8 pot, address to, uint128 amount) internal {
        mapping(address => uint128) storage refunded = record.refunded[pot];
        refunded[to] += amount;
        refunded[address(0)] += amount;
    }

    /// @dev Books a claim of a settlement: the index is used and less is left for the others, or all reverts.
    function _spendClaim(Job storage record, uint64 jobId, uint64 paymentId, uint32 index, uint128 amount)
        internal
        returns (bytes32 root)
    {
        Settlement storage settlement = record.settlements[paymentId];
        (uint128 left, uint32 count) = (settlement.left, settlement.count);
        require(count != 0, UnknownSettlement(jobId, paymentId));
        require(index < count, UnknownClaim(jobId, paymentId, index));
        uint256 word = settlement.claims[index >> 8];
        uint256 bit = 1 << (index & 0xff);
        require(word & bit == 0, ClaimUsed(jobId, paymentId, index));
        require(amount <= left, SettlementExceeded(jobId, paymentId, amount, left));

        settlement.claims[index >> 8] = word | bit;
        settlement.left = left - amount;
        return settlement.root;
    }

    /// @dev The deposit's part of what the pot has left, and, with the last deposit, the wei that rounding kept back.
    function _spendReclaim(Job storage record, uint64 jobId, uint8 pot, uint64 depositId)
        internal
        returns (address depositor, uint128 share, uint128 rounding)
    {
        DepositRecord storage deposit = record.deposits[pot][depositId];
        depositor = deposit.depositor;
        require(depositor != address(0), UnknownDeposit(jobId, pot, depositId));
        require(!deposit.reclaimed, AlreadyReclaimed(jobId, pot, depositId));
        deposit.reclaimed = true;

        Pot storage money = record.pots[pot];
        ReclaimedPot storage done = record.reclaimed[pot];
        uint128 amount = _amountOf(record, deposit, depositId);
        uint128 rest = money.funded - money.spent;
        share = _shareOf(record.refunded[pot], depositor, amount, money.funded, rest, rest - done.amount);
        done.deposits += amount;
        done.amount += share;
        if (done.deposits == money.funded) {
            rounding = rest - done.amount;
            done.amount = rest;
        }
    }

    /// @dev `⌊rest · counted / all that is counted⌋`, and never more than is left of the rest. What was refunded to a depositor is taken off
    /// its deposits in the order in which they are reclaimed.
    function _shareOf(
        mapping(address => uint128) storage refunded,
        address depositor,
        uint128 amount,
        uint128 funded,
        uint128 rest,
        uint128 left
    ) private returns (uint128) {
        uint128 back = refunded[depositor];
        uint128 taken = back < amount ? back : amount;
        if (taken != 0) refunded[depositor] = back - taken;
        // No more was refunded than the pot was funded with; where all was, there is no rest.
        uint128 counted = funded - refunded[address(0)];
        if (counted == 0) return 0;
        uint256 share = uint256(rest) * (amount - taken) / counted;
        // forge-lint: disable-next-line(unsafe-typecast)
        return share < left ? uint128(share) : left;
    }

    function _firstDepositor(Job storage record, uint8 pot) internal view returns (address) {
        uint64 first = record.firstDeposit[pot];
        return record.deposits[pot][first == 0 ? pot : first].depositor;
    }

    function _amountOf(Job storage record, DepositRecord storage deposit, uint64 depositId) internal view returns (uint128) {
        return deposit.amount == WIDE_AMOUNT ? record.wideAmounts[depositId] : deposit.amount;
    }

    /// @dev Sends what was booked before, or writes it to the payee's credit.
    function _sendOrCredit(uint64 jobId, address token, address to, uint128 amount) internal {
        if (amount == 0) return;
        uint256 limit = token == address(0) ? Transfers.ETHER_GAS : Transfers.TOKEN_GAS;
        uint256 needed = limit + Transfers.GAS_RESERVE;
        require(gasleft() >= needed, NotEnoughGas(gasleft(), needed));
        if (!Transfers.send(token, to, amount, limit)) _credit(jobId, to, token, amount);
    }

    function _credit(uint64 jobId, address payee, address token, uint128 amount) internal {
        credits[payee][token] += amount;
        emit Credited(jobId, payee, token, amount);
    }

    function _uint128(uint256 amount) private pure returns (uint128) {
        require(amount <= type(uint128).max, AmountTooLarge(amount));
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint128(amount);
    }
}
