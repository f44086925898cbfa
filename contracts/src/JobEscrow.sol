// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInputBox} from "./IInputBox.sol";
import {IJobEscrow} from "./IJobEscrow.sol";
import {IMarketInputs} from "./IMarketInputs.sol";
import {DataAvailability, IRollupApplication} from "./IRollupApplication.sol";
import {Transfers} from "./Transfers.sol";

/// @title The money of every job of one application
/// @dev What callers need is documented in `IJobEscrow`. Deployed by CREATE2 with salt 0, so every byte of this contract is part
/// of its address.
contract JobEscrow is IJobEscrow {
    /// @notice How long vouchers pay after `startReclaim`.
    uint64 public constant RECLAIM_WINDOW_SECONDS = 14 days;

    /// @notice How far ahead `reclaimAfter` may lie, so that a slip of the hand cannot lock money for ever.
    uint64 public constant RECLAIM_AFTER_SECONDS_MAX = 730 days;

    uint8 private constant REWARD_POT = 0;
    uint8 private constant SPONSOR_BOND_POT = 1;
    uint8 private constant POT_COUNT = 3;

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

    /// @dev The first four fields share a slot; `reclaimTime` is 0 for an unknown job only.
    struct Job {
        address token;
        uint48 reclaimTime;
        bool reclaimStarted;
        uint40 depositCount;
        mapping(uint8 pot => Pot) pots;
        mapping(uint8 pot => ReclaimedPot) reclaimed;
        mapping(uint8 pot => mapping(uint64 depositId => DepositRecord)) deposits;
        mapping(uint64 depositId => uint128) wideAmounts;
        // The pot's first deposit, where its id is not the pot's own number (which it is for the reward and the bond of openJob).
        mapping(uint8 pot => uint64) firstDeposit;
        // One bit per payment id.
        mapping(uint64 word => uint256) payments;
    }

    /// @inheritdoc IJobEscrow
    address public immutable inputBox;

    /// @inheritdoc IJobEscrow
    address public immutable application;

    /// @inheritdoc IJobEscrow
    uint64 public jobCount;

    bool private transient entered;
    mapping(uint64 jobId => Job) private jobs;
    mapping(address payee => mapping(address token => uint256)) private credits;

    modifier nonReentrant() {
        require(!entered, Reentered());
        entered = true;
        _;
        entered = false;
    }

    modifier onlyApplication() {
        require(msg.sender == application, NotApplication(msg.sender));
        _;
    }

    /// @param inputBox_ The InputBox of the application's line of contracts
    /// @param application_ The application, already deployed
    constructor(address inputBox_, address application_) {
        bytes memory actual = IRollupApplication(application_).getDataAvailability();
        bytes memory expected = abi.encodeCall(DataAvailability.InputBox, (inputBox_));
        require(keccak256(actual) == keccak256(expected), WrongDataAvailability(actual));
        inputBox = inputBox_;
        application = application_;
    }

    // ---- sponsors ----

    /// @inheritdoc IJobEscrow
    function openJob(address token, uint128 reward, uint128 bond, uint64 reclaimAfter, bytes calldata terms)
        external
        payable
        nonReentrant
        returns (uint64 jobId)
    {
        uint64 latest = uint64(block.timestamp) + RECLAIM_AFTER_SECONDS_MAX;
        require(reclaimAfter <= latest, ReclaimAfterTooLate(reclaimAfter, latest));
        _requireEther(token, uint256(reward) + bond);
        jobId = ++jobCount;
        emit JobOpened(jobId, msg.sender, token, reclaimAfter);

        Job storage record = jobs[jobId];
        IMarketInputs.Deposit[] memory deposits = new IMarketInputs.Deposit[](bond == 0 ? 1 : 2);
        record.token = token;
        // At most RECLAIM_AFTER_SECONDS_MAX from now.
        // forge-lint: disable-next-line(unsafe-typecast)
        record.reclaimTime = reclaimAfter == 0 ? 1 : uint48(reclaimAfter);
        record.depositCount = uint40(deposits.length);
        deposits[0] = _deposit(record, jobId, REWARD_POT, 0, token, reward);
        if (bond != 0) deposits[1] = _deposit(record, jobId, SPONSOR_BOND_POT, 1, token, bond);
        _tellMachine(abi.encodeCall(IMarketInputs.jobOpened, (jobId, msg.sender, token, deposits, reclaimAfter, terms)));
    }

    /// @inheritdoc IJobEscrow
    function topUp(uint64 jobId, uint8 pot, uint128 amount) external payable nonReentrant returns (uint64 depositId) {
        require(pot < POT_COUNT, UnknownPot(pot));
        Job storage record = _job(jobId);
        require(!record.reclaimStarted, ReclaimAlreadyStarted(jobId));
        address token = record.token;
        _requireEther(token, amount);
        depositId = record.depositCount++;
        IMarketInputs.Deposit memory deposit = _deposit(record, jobId, pot, depositId, token, amount);
        _tellMachine(abi.encodeCall(IMarketInputs.toppedUp, (jobId, deposit)));
    }

    // ---- the application's vouchers ----

    /// @inheritdoc IJobEscrow
    function pay(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external onlyApplication nonReentrant {
        _spend(jobId, pot, paymentId, to, amount);
        emit Paid(jobId, paymentId, to, pot, amount);
    }

    /// @inheritdoc IJobEscrow
    function refund(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external onlyApplication nonReentrant {
        _spend(jobId, pot, paymentId, to, amount);
        emit Refunded(jobId, paymentId, to, pot, amount);
    }

    // ---- payees and depositors ----

    /// @inheritdoc IJobEscrow
    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        require(to != address(0), ZeroPayee());
        amount = credits[msg.sender][token];
        require(amount != 0, NoCredit(msg.sender, token));
        credits[msg.sender][token] = 0;
        emit CreditWithdrawn(msg.sender, token, to, amount);
        require(Transfers.send(token, to, amount, gasleft()), TransferFailed(token));
    }

    /// @inheritdoc IJobEscrow
    function startReclaim(uint64 jobId) external nonReentrant {
        Job storage record = _job(jobId);
        require(!record.reclaimStarted, ReclaimAlreadyStarted(jobId));
        require(block.timestamp >= record.reclaimTime, ReclaimTooEarly(jobId, record.reclaimTime));
        // forge-lint: disable-next-line(unsafe-typecast)
        uint48 opensAt = uint48(block.timestamp + RECLAIM_WINDOW_SECONDS);
        record.reclaimStarted = true;
        record.reclaimTime = opensAt;
        emit ReclaimStarted(jobId, opensAt);
        _tellMachine(abi.encodeCall(IMarketInputs.reclaimStarted, (jobId)));
    }

    /// @inheritdoc IJobEscrow
    function reclaim(uint64 jobId, uint8 pot, uint64 depositId) external nonReentrant {
        Job storage record = _job(jobId);
        require(record.reclaimStarted, ReclaimNotStarted(jobId));
        require(block.timestamp >= record.reclaimTime, ReclaimNotOpen(jobId, record.reclaimTime));
        DepositRecord storage deposit = record.deposits[pot][depositId];
        address depositor = deposit.depositor;
        require(depositor != address(0), UnknownDeposit(jobId, pot, depositId));
        require(!deposit.reclaimed, AlreadyReclaimed(jobId, pot, depositId));
        deposit.reclaimed = true;

        address token = record.token;
        (uint128 share, uint128 rounding) = _reclaimShare(record, pot, _amountOf(record, deposit, depositId));
        if (rounding != 0) {
            uint64 first = record.firstDeposit[pot];
            _credit(jobId, record.deposits[pot][first == 0 ? pot : first].depositor, token, rounding);
        }
        _sendOrCredit(jobId, token, depositor, share);
        emit Reclaimed(jobId, depositId, depositor, pot, share);
    }

    // ---- views ----

    /// @inheritdoc IJobEscrow
    function job(uint64 jobId) external view returns (address token, uint64 reclaimTime, bool reclaimStarted, uint64 depositCount) {
        Job storage record = _job(jobId);
        return (record.token, record.reclaimTime, record.reclaimStarted, record.depositCount);
    }

    /// @inheritdoc IJobEscrow
    function potOf(uint64 jobId, uint8 pot) external view returns (uint128 funded, uint128 spent) {
        Pot storage money = _job(jobId).pots[pot];
        return (money.funded, money.spent);
    }

    /// @inheritdoc IJobEscrow
    function reclaimedOf(uint64 jobId, uint8 pot) external view returns (uint128 amount, uint128 deposits) {
        ReclaimedPot storage done = _job(jobId).reclaimed[pot];
        return (done.amount, done.deposits);
    }

    /// @inheritdoc IJobEscrow
    function depositOf(uint64 jobId, uint8 pot, uint64 depositId)
        external
        view
        returns (address depositor, uint128 amount, bool reclaimed)
    {
        Job storage record = _job(jobId);
        DepositRecord storage deposit = record.deposits[pot][depositId];
        require(deposit.depositor != address(0), UnknownDeposit(jobId, pot, depositId));
        return (deposit.depositor, _amountOf(record, deposit, depositId), deposit.reclaimed);
    }

    /// @inheritdoc IJobEscrow
    function paymentDone(uint64 jobId, uint64 paymentId) external view returns (bool) {
        return jobs[jobId].payments[paymentId >> 8] >> (paymentId & 0xff) & 1 == 1;
    }

    /// @inheritdoc IJobEscrow
    function creditOf(address payee, address token) external view returns (uint256) {
        return credits[payee][token];
    }

    // ---- the parts ----

    function _job(uint64 jobId) private view returns (Job storage record) {
        record = jobs[jobId];
        require(record.reclaimTime != 0, UnknownJob(jobId));
    }

    function _requireEther(address token, uint256 amount) private view {
        uint256 expected = token == address(0) ? amount : 0;
        require(msg.value == expected, WrongEtherAmount(msg.value, expected));
    }

    /// @dev Takes the sender's money for an id that is already reserved, and records what arrived.
    function _deposit(Job storage record, uint64 jobId, uint8 pot, uint64 depositId, address token, uint128 amount)
        private
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

    function _spend(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) private {
        require(pot < POT_COUNT, UnknownPot(pot));
        require(to != address(0), ZeroPayee());
        Job storage record = _job(jobId);
        if (record.reclaimStarted) {
            require(block.timestamp < record.reclaimTime, ReclaimOpened(jobId, record.reclaimTime));
        }
        uint256 word = record.payments[paymentId >> 8];
        uint256 bit = 1 << (paymentId & 0xff);
        require(word & bit == 0, PaymentUsed(jobId, paymentId));
        Pot storage money = record.pots[pot];
        (uint128 funded, uint128 spent) = (money.funded, money.spent);
        require(amount <= funded - spent, PotExceeded(jobId, pot, amount, funded - spent));

        record.payments[paymentId >> 8] = word | bit;
        money.spent = spent + amount;
        _sendOrCredit(jobId, record.token, to, amount);
    }

    /// @dev The deposit's part of what the pot has left, and, with the last deposit, the wei that rounding kept back.
    function _reclaimShare(Job storage record, uint8 pot, uint128 deposited) private returns (uint128 share, uint128 rounding) {
        Pot storage money = record.pots[pot];
        ReclaimedPot storage done = record.reclaimed[pot];
        uint128 rest = money.funded - money.spent;
        // Below rest, because no deposit is larger than what the pot was funded with.
        // forge-lint: disable-next-line(unsafe-typecast)
        share = uint128(uint256(rest) * deposited / money.funded);
        done.deposits += deposited;
        done.amount += share;
        if (done.deposits == money.funded) {
            rounding = rest - done.amount;
            done.amount = rest;
        }
    }

    function _amountOf(Job storage record, DepositRecord storage deposit, uint64 depositId) private view returns (uint128) {
        return deposit.amount == WIDE_AMOUNT ? record.wideAmounts[depositId] : deposit.amount;
    }

    function _sendOrCredit(uint64 jobId, address token, address to, uint128 amount) private {
        if (amount == 0) return;
        uint256 limit = token == address(0) ? Transfers.ETHER_GAS : Transfers.TOKEN_GAS;
        uint256 needed = limit + Transfers.GAS_RESERVE;
        require(gasleft() >= needed, NotEnoughGas(gasleft(), needed));
        if (!Transfers.send(token, to, amount, limit)) _credit(jobId, to, token, amount);
    }

    function _credit(uint64 jobId, address payee, address token, uint128 amount) private {
        credits[payee][token] += amount;
        emit Credited(jobId, payee, token, amount);
    }

    function _tellMachine(bytes memory payload) private {
        IInputBox(inputBox).addInput(application, payload);
    }

    function _uint128(uint256 amount) private pure returns (uint128) {
        require(amount <= type(uint128).max, AmountTooLarge(amount));
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint128(amount);
    }
}
