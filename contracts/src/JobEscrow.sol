// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {EscrowBooks} from "./EscrowBooks.sol";
import {IInputBox} from "./IInputBox.sol";
import {IJobEscrow} from "./IJobEscrow.sol";
import {DRAW_DOMAIN, IMarketInputs} from "./IMarketInputs.sol";
import {DataAvailability, IRollupApplication} from "./IRollupApplication.sol";
import {Transfers} from "./Transfers.sol";

/// @title The money of every job of one application
/// @dev What callers need is documented in `IJobEscrow`. Deployed by CREATE2 with salt 0, so every byte of this contract is part
/// of its address.
contract JobEscrow is EscrowBooks {
    /// @notice How long vouchers pay after `startReclaim`.
    uint64 public constant RECLAIM_WINDOW_SECONDS = 14 days;

    /// @notice How far ahead `reclaimAfter` may lie, so that a slip of the hand cannot lock money for ever.
    uint64 public constant RECLAIM_AFTER_SECONDS_MAX = 730 days;

    /// @notice The draw's block comes this many blocks after the one that opened the job.
    uint256 public constant DRAW_BLOCKS = 8;

    /// @inheritdoc IJobEscrow
    address public immutable inputBox;

    /// @inheritdoc IJobEscrow
    address public immutable application;

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

    // ---- sponsors and clients ----

    /// @inheritdoc IJobEscrow
    function openJob(address token, uint128 reward, uint128 bond, uint64 reclaimAfter, bytes calldata terms)
        external
        payable
        nonReentrant
        returns (uint64 jobId)
    {
        return _openJob(token, reward, bond, reclaimAfter, terms);
    }

    /// @inheritdoc IJobEscrow
    function openJobWithPermit(
        address token,
        uint128 reward,
        uint128 bond,
        uint64 reclaimAfter,
        bytes calldata terms,
        Permit calldata permit
    ) external nonReentrant returns (uint64 jobId) {
        _permit(token, permit);
        return _openJob(token, reward, bond, reclaimAfter, terms);
    }

    /// @inheritdoc IJobEscrow
    function topUp(uint64 jobId, uint8 pot, uint128 amount) external payable nonReentrant returns (uint64 depositId) {
        require(pot < POT_COUNT, UnknownPot(pot));
        IMarketInputs.Deposit memory deposit = _addDeposit(jobId, pot, amount);
        _tellMachine(abi.encodeCall(IMarketInputs.toppedUp, (jobId, deposit)));
        return deposit.id;
    }

    /// @inheritdoc IJobEscrow
    function bondAndCommit(uint64 jobId, uint128 amount, uint32 round, bytes32 commitment)
        external
        payable
        nonReentrant
        returns (uint64 depositId)
    {
        return _bondAndCommit(jobId, amount, round, commitment);
    }

    /// @inheritdoc IJobEscrow
    function bondAndCommitWithPermit(uint64 jobId, uint128 amount, uint32 round, bytes32 commitment, Permit calldata permit)
        external
        nonReentrant
        returns (uint64 depositId)
    {
        _permit(_job(jobId).token, permit);
        return _bondAndCommit(jobId, amount, round, commitment);
    }

    // ---- anyone ----

    /// @inheritdoc IJobEscrow
    function draw(uint64 jobId) external nonReentrant returns (bytes32 seed) {
        uint256 drawBlock = _openBlock(_job(jobId)) + DRAW_BLOCKS;
        require(block.number > drawBlock, DrawTooEarly(jobId, drawBlock));
        bytes32 blockHash = blockhash(drawBlock);
        require(blockHash != 0, DrawTooLate(jobId, drawBlock));
        seed = keccak256(abi.encode(DRAW_DOMAIN, block.chainid, address(this), jobId, blockHash));
        emit Drawn(jobId, seed);
        _tellMachine(abi.encodeCall(IMarketInputs.drawn, (jobId, seed)));
    }

    // ---- the application's vouchers ----

    /// @inheritdoc IJobEscrow
    function pay(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external onlyApplication nonReentrant {
        require(to != address(0), ZeroPayee());
        address token = _spend(jobId, pot, paymentId, amount).token;
        _sendOrCredit(jobId, token, to, amount);
        emit Paid(jobId, paymentId, to, pot, amount);
    }

    /// @inheritdoc IJobEscrow
    function refund(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external onlyApplication nonReentrant {
        require(to != address(0), ZeroPayee());
        Job storage record = _spend(jobId, pot, paymentId, amount);
        _countRefund(record, pot, to, amount);
        _sendOrCredit(jobId, record.token, to, amount);
        emit Refunded(jobId, paymentId, to, pot, amount);
    }

    /// @inheritdoc IJobEscrow
    function settle(uint64 jobId, uint8 pot, uint64 paymentId, bytes32 root, uint128 total, uint32 count)
        external
        onlyApplication
        nonReentrant
    {
        require(count != 0, EmptySettlement());
        Settlement storage settlement = _spend(jobId, pot, paymentId, total).settlements[paymentId];
        settlement.root = root;
        settlement.left = total;
        settlement.count = count;
        emit Settled(jobId, paymentId, pot, root, total, count);
    }

    // ---- payees and depositors ----

    /// @inheritdoc IJobEscrow
    function claim(uint64 jobId, uint64 paymentId, uint32 index, address payee, uint128 amount, bytes32[] calldata proof)
        external
        nonReentrant
    {
        require(payee != address(0), ZeroPayee());
        Job storage record = _job(jobId);
        bytes32 root = _spendClaim(record, jobId, paymentId, index, amount);
        bytes32 inner = keccak256(abi.encode(block.chainid, address(this), jobId, paymentId, index, payee, amount));
        bytes32 leaf = keccak256(abi.encode(inner));
        require(MerkleProof.verifyCalldata(proof, root, leaf), WrongClaimProof(jobId, paymentId, index));
        _sendOrCredit(jobId, record.token, payee, amount);
        emit Claimed(jobId, paymentId, payee, index, amount);
    }

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
        require(block.timestamp >= record.reclaimAfter, ReclaimTooEarly(jobId, record.reclaimAfter));
        require(record.reclaimOpensAt == 0, ReclaimAlreadyStarted(jobId));
        uint64 opensAt = uint64(block.timestamp) + RECLAIM_WINDOW_SECONDS;
        record.reclaimOpensAt = opensAt;
        emit ReclaimStarted(jobId, opensAt);
        _tellMachine(abi.encodeCall(IMarketInputs.reclaimStarted, (jobId)));
    }

    /// @inheritdoc IJobEscrow
    function reclaim(uint64 jobId, uint8 pot, uint64 depositId) external nonReentrant {
        Job storage record = _job(jobId);
        uint64 opensAt = record.reclaimOpensAt;
        require(opensAt != 0, ReclaimNotStarted(jobId));
        require(block.timestamp >= opensAt, ReclaimNotOpen(jobId, opensAt));
        (address depositor, uint128 share, uint128 rounding) = _spendReclaim(record, jobId, pot, depositId);
        address token = record.token;
        if (rounding != 0) _credit(jobId, _firstDepositor(record, pot), token, rounding);
        _sendOrCredit(jobId, token, depositor, share);
        emit Reclaimed(jobId, depositId, depositor, pot, share);
    }

    // ---- views ----

    /// @inheritdoc IJobEscrow
    function job(uint64 jobId)
        external
        view
        returns (address token, uint64 reclaimAfter, uint64 reclaimOpensAt, uint64 depositCount, uint256 drawBlock)
    {
        Job storage record = _job(jobId);
        return (record.token, record.reclaimAfter, record.reclaimOpensAt, record.depositCount, _openBlock(record) + DRAW_BLOCKS);
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
    function settlementOf(uint64 jobId, uint64 paymentId) external view returns (bytes32 root, uint128 left, uint32 count) {
        Settlement storage settlement = jobs[jobId].settlements[paymentId];
        return (settlement.root, settlement.left, settlement.count);
    }

    /// @inheritdoc IJobEscrow
    function claimDone(uint64 jobId, uint64 paymentId, uint32 index) external view returns (bool) {
        return jobs[jobId].settlements[paymentId].claims[index >> 8] >> (index & 0xff) & 1 == 1;
    }

    /// @inheritdoc IJobEscrow
    function creditOf(address payee, address token) external view returns (uint256) {
        return credits[payee][token];
    }

    // ---- the parts ----

    function _openJob(address token, uint128 reward, uint128 bond, uint64 reclaimAfter, bytes calldata terms)
        private
        returns (uint64 jobId)
    {
        uint64 latest = uint64(block.timestamp) + RECLAIM_AFTER_SECONDS_MAX;
        require(reclaimAfter <= latest, ReclaimAfterTooLate(reclaimAfter, latest));
        _requireEther(token, uint256(reward) + bond);
        Job storage record;
        (jobId, record) = _newJob(token, reclaimAfter);
        emit JobOpened(jobId, msg.sender, token, reclaimAfter);
        IMarketInputs.Deposit[] memory deposits = new IMarketInputs.Deposit[](bond == 0 ? 1 : 2);
        // One or two.
        // forge-lint: disable-next-line(unsafe-typecast)
        record.depositCount = uint24(deposits.length);
        deposits[0] = _deposit(record, jobId, REWARD_POT, 0, token, reward);
        if (bond != 0) deposits[1] = _deposit(record, jobId, SPONSOR_BOND_POT, 1, token, bond);
        _tellMachine(abi.encodeCall(IMarketInputs.jobOpened, (jobId, msg.sender, token, deposits, reclaimAfter, terms)));
    }

    function _bondAndCommit(uint64 jobId, uint128 amount, uint32 round, bytes32 commitment) private returns (uint64) {
        IMarketInputs.Deposit memory deposit = _addDeposit(jobId, CLIENT_BOND_POT, amount);
        _tellMachine(abi.encodeCall(IMarketInputs.bondedCommit, (jobId, deposit, round, commitment)));
        return deposit.id;
    }

    /// @dev A permit that fails may have been executed by somebody else already: the allowance decides.
    function _permit(address token, Permit calldata permit) private {
        Transfers.permit(token, msg.sender, permit.value, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @dev The block that opened the job, from the low bits that were kept.
    function _openBlock(Job storage record) private view returns (uint256) {
        unchecked {
            // Modular on purpose: the distance to now is below 2^32 for as long as anybody asks.
            // forge-lint: disable-next-line(unsafe-typecast)
            return block.number - uint32(uint32(block.number) - record.openBlock);
        }
    }

    function _tellMachine(bytes memory payload) private {
        IInputBox(inputBox).addInput(application, payload);
    }
}
