// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The money of every job of one application
/// @notice Holds rewards and bonds, tells the machine of every deposit through the InputBox, and pays only what the application's
/// vouchers say, within what the job's pot holds, each payment id once. No owner, no upgrade. Ether is token address zero.
/// A job has three pots: 0 reward and top-ups, 1 sponsor bond, 2 client bonds.
/// Not supported: tokens whose balances change by themselves (rebasing), or that take a transfer's fee from the sender on top.
interface IJobEscrow {
    /// @notice A signed allowance (ERC-2612). It may fail if the allowance suffices: somebody else may have sent it first.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    // ---- events ----

    /// @notice A job was opened. Its deposits follow as `Deposited`; its terms are in the InputBox's event.
    event JobOpened(uint64 indexed jobId, address indexed sponsor, address indexed token, uint64 reclaimAfter);

    /// @notice Money came into a pot. `amount` is what arrived, not what was sent.
    event Deposited(uint64 indexed jobId, uint64 indexed depositId, address indexed depositor, uint8 pot, uint128 amount);

    /// @notice A payment of the application was done, or became a credit (then `Credited` precedes it).
    event Paid(uint64 indexed jobId, uint64 indexed paymentId, address indexed to, uint8 pot, uint128 amount);

    /// @notice A refund of the application was done, or became a credit (then `Credited` precedes it).
    event Refunded(uint64 indexed jobId, uint64 indexed paymentId, address indexed to, uint8 pot, uint128 amount);

    /// @notice Part of a pot was set aside for up to `count` payees who claim it by proof, for ever.
    event Settled(uint64 indexed jobId, uint64 indexed paymentId, uint8 pot, bytes32 root, uint128 total, uint32 count);

    /// @notice A payee's part of a settlement was sent, or became a credit (then `Credited` precedes it).
    event Claimed(uint64 indexed jobId, uint64 indexed paymentId, address indexed payee, uint32 index, uint128 amount);

    /// @notice The machine was told the seed that draws the groups a sealed job opens.
    event Drawn(uint64 indexed jobId, bytes32 seed);

    /// @notice A transfer was refused; the payee can withdraw the amount.
    event Credited(uint64 indexed jobId, address indexed payee, address indexed token, uint128 amount);

    /// @notice A payee withdrew its whole credit in a token.
    event CreditWithdrawn(address indexed payee, address indexed token, address to, uint256 amount);

    /// @notice Reclaim was started: vouchers pay until `opensAt`, then depositors take back what is left.
    event ReclaimStarted(uint64 indexed jobId, uint64 opensAt);

    /// @notice A deposit's part of what a pot had left went to its depositor, or became a credit (then `Credited` precedes it).
    event Reclaimed(uint64 indexed jobId, uint64 indexed depositId, address indexed depositor, uint8 pot, uint128 amount);

    // ---- errors ----

    /// @notice The application does not take its inputs from this InputBox alone.
    error WrongDataAvailability(bytes dataAvailability);

    /// @notice Only the application may move money out of a pot.
    error NotApplication(address sender);

    /// @notice No job has this id.
    error UnknownJob(uint64 jobId);

    /// @notice Pots are 0, 1 and 2.
    error UnknownPot(uint8 pot);

    /// @notice The pot has no deposit with this id.
    error UnknownDeposit(uint64 jobId, uint8 pot, uint64 depositId);

    /// @notice A deposit of nothing, or of which nothing arrived.
    error NothingDeposited();

    /// @notice The Ether sent is not what the call says; nothing is sent when the token is an ERC-20.
    error WrongEtherAmount(uint256 sent, uint256 expected);

    /// @notice A pot or a deposit would exceed 2^128 − 1.
    error AmountTooLarge(uint256 amount);

    /// @notice The job has as many deposits as it can number.
    error TooManyDeposits(uint64 jobId);

    /// @notice The token refused the transfer, or is no token.
    error TransferFailed(address token);

    /// @notice The token does not answer `balanceOf` with one word.
    error BalanceUnknown(address token);

    /// @notice The job could be reclaimed only after more than `RECLAIM_AFTER_SECONDS_MAX` from now.
    error ReclaimAfterTooLate(uint64 reclaimAfter, uint64 latest);

    /// @notice This payment id was executed before.
    error PaymentUsed(uint64 jobId, uint64 paymentId);

    /// @notice The pot holds less than the payment.
    error PotExceeded(uint64 jobId, uint8 pot, uint128 amount, uint128 available);

    /// @notice A settlement is for one payee at least.
    error EmptySettlement();

    /// @notice No settlement has this payment id.
    error UnknownSettlement(uint64 jobId, uint64 paymentId);

    /// @notice The settlement has fewer claims.
    error UnknownClaim(uint64 jobId, uint64 paymentId, uint32 index);

    /// @notice This part of the settlement was claimed before.
    error ClaimUsed(uint64 jobId, uint64 paymentId, uint32 index);

    /// @notice The settlement has less left than the claim.
    error SettlementExceeded(uint64 jobId, uint64 paymentId, uint128 amount, uint128 left);

    /// @notice The proof does not lead from this claim to the settlement's root.
    error WrongClaimProof(uint64 jobId, uint64 paymentId, uint32 index);

    /// @notice The draw needs the hash of `drawBlock`, which is not made yet.
    error DrawTooEarly(uint64 jobId, uint256 drawBlock);

    /// @notice The hash of `drawBlock` can be read no more (256 blocks).
    error DrawTooLate(uint64 jobId, uint256 drawBlock);

    /// @notice Money is never sent to address zero.
    error ZeroPayee();

    /// @notice The transaction's gas would not let the payee's call have its full share; send it again with more.
    error NotEnoughGas(uint256 gasLeft, uint256 gasNeeded);

    /// @notice The caller has no credit in this token.
    error NoCredit(address payee, address token);

    /// @notice Reclaim of this job can start at `reclaimAfter`.
    error ReclaimTooEarly(uint64 jobId, uint64 reclaimAfter);

    /// @notice Reclaim of this job was started: no deposit, no second start.
    error ReclaimAlreadyStarted(uint64 jobId);

    /// @notice Reclaim of this job has not been started.
    error ReclaimNotStarted(uint64 jobId);

    /// @notice Vouchers still pay until `opensAt`; reclaim comes then.
    error ReclaimNotOpen(uint64 jobId, uint64 opensAt);

    /// @notice Depositors have been taking back what was left since `openedAt`; vouchers of this job pay no more.
    error ReclaimOpened(uint64 jobId, uint64 openedAt);

    /// @notice This deposit's part was reclaimed before.
    error AlreadyReclaimed(uint64 jobId, uint8 pot, uint64 depositId);

    /// @notice A call of the escrow is under way.
    error Reentered();

    // ---- sponsors and clients ----

    /// @notice Opens a job, locks its reward and bond, and tells the machine by the input `jobOpened`.
    /// @param token The token of reward and bonds; zero for Ether
    /// @param reward What is moved into pot 0 as deposit 0; more than 0
    /// @param bond What is moved into pot 1 as deposit 1; none if 0
    /// @param reclaimAfter Seconds since 1970 from which `startReclaim` works
    /// @param terms `abi.encode(IMarketInputs.JobTerms)`; judged by the machine, which refunds what it cannot use
    /// @return jobId Running number from 1
    function openJob(address token, uint128 reward, uint128 bond, uint64 reclaimAfter, bytes calldata terms)
        external
        payable
        returns (uint64 jobId);

    /// @notice As `openJob`, for a token with a signed allowance.
    function openJobWithPermit(
        address token,
        uint128 reward,
        uint128 bond,
        uint64 reclaimAfter,
        bytes calldata terms,
        Permit calldata permit
    ) external returns (uint64 jobId);

    /// @notice Adds money to a pot and tells the machine by the input `toppedUp`; what the machine cannot use it refunds.
    /// @return depositId Running number per job
    function topUp(uint64 jobId, uint8 pot, uint128 amount) external payable returns (uint64 depositId);

    /// @notice Posts the caller's client bond into pot 2 and commits, in one transaction, by the input `bondedCommit`.
    /// @param commitment As in `IMarketInputs.commit`, with the caller as the sender
    /// @return depositId Running number per job
    function bondAndCommit(uint64 jobId, uint128 amount, uint32 round, bytes32 commitment)
        external
        payable
        returns (uint64 depositId);

    /// @notice As `bondAndCommit`, for a token with a signed allowance.
    function bondAndCommitWithPermit(uint64 jobId, uint128 amount, uint32 round, bytes32 commitment, Permit calldata permit)
        external
        returns (uint64 depositId);

    // ---- anyone ----

    /// @notice Tells the machine the seed of a sealed job's draw, by the input `drawn`: `keccak256(abi.encode(DRAW_DOMAIN, chainId, escrow,
    /// jobId, blockhash(openBlock + 8)))`. Works from 9 to 264 blocks after the job was opened, always with the same seed.
    function draw(uint64 jobId) external returns (bytes32 seed);

    // ---- the application's vouchers ----

    /// @notice Pays from a pot. A refused transfer becomes the payee's credit. Checks, in this order: from the application, not
    /// re-entered, pot and payee, job known, reclaim not open, id unused, the pot holds it, gas.
    /// @param paymentId Running number per job, over payments and refunds of all pots; in any order, each once
    function pay(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external;

    /// @notice As `pay`, for money that goes back to who deposited it, and then counts no more in `reclaim`.
    function refund(uint64 jobId, uint8 pot, uint64 paymentId, address to, uint128 amount) external;

    /// @notice Sets `total` aside for up to `count` payees. The leaf of claim `index` is `keccak256(keccak256(abi.encode(chainId, escrow,
    /// jobId, paymentId, index, payee, amount)))`, a node the keccak256 of its two children in ascending order. Same checks as `pay`.
    function settle(uint64 jobId, uint8 pot, uint64 paymentId, bytes32 root, uint128 total, uint32 count) external;

    // ---- payees and depositors ----

    /// @notice Sends a payee its part of a settlement. Anyone may, once per index, for ever, whatever becomes of the job.
    /// @param proof The siblings from the leaf to the root
    function claim(uint64 jobId, uint64 paymentId, uint32 index, address payee, uint128 amount, bytes32[] calldata proof) external;

    /// @notice Sends the caller's whole credit in a token to an address of its choice.
    /// @return amount What was sent
    function withdraw(address token, address to) external returns (uint256 amount);

    /// @notice Starts the reclaim of a job, once its `reclaimAfter` has come. Anyone may. The machine is told and issues no more vouchers;
    /// those it has issued pay for `RECLAIM_WINDOW_SECONDS` more.
    function startReclaim(uint64 jobId) external;

    /// @notice Sends a deposit's part of what its pot has left, `⌊rest · deposit / funded⌋`, to the depositor; of both what `refund` has sent
    /// back is taken off. Anyone may, once per deposit. The wei that rounding leaves go to the pot's first depositor, as a credit, with the
    /// pot's last reclaim.
    function reclaim(uint64 jobId, uint8 pot, uint64 depositId) external;

    // ---- views ----

    /// @notice A job's record.
    /// @return token Zero for Ether
    /// @return reclaimAfter From when `startReclaim` works, in seconds since 1970
    /// @return reclaimOpensAt When depositors take back what is left; 0 while reclaim is not started
    /// @return depositCount Deposits so far; the next one's id
    /// @return drawBlock The block whose hash draws
    function job(uint64 jobId)
        external
        view
        returns (address token, uint64 reclaimAfter, uint64 reclaimOpensAt, uint64 depositCount, uint256 drawBlock);

    /// @notice What was deposited into a pot, and what the application's vouchers have taken from it.
    function potOf(uint64 jobId, uint8 pot) external view returns (uint128 funded, uint128 spent);

    /// @notice What depositors have taken back from a pot, and the sum of their deposits.
    function reclaimedOf(uint64 jobId, uint8 pot) external view returns (uint128 amount, uint128 deposits);

    /// @notice One deposit.
    function depositOf(uint64 jobId, uint8 pot, uint64 depositId)
        external
        view
        returns (address depositor, uint128 amount, bool reclaimed);

    /// @notice Whether a payment id was executed.
    function paymentDone(uint64 jobId, uint64 paymentId) external view returns (bool);

    /// @notice A settlement: its root, what is not claimed yet, and its number of claims; zeros where there is none.
    function settlementOf(uint64 jobId, uint64 paymentId) external view returns (bytes32 root, uint128 left, uint32 count);

    /// @notice Whether a claim of a settlement was paid.
    function claimDone(uint64 jobId, uint64 paymentId, uint32 index) external view returns (bool);

    /// @notice What `withdraw` would send.
    function creditOf(address payee, address token) external view returns (uint256);

    /// @notice Jobs opened so far; the highest id.
    function jobCount() external view returns (uint64);

    /// @notice The InputBox the machine listens to.
    function inputBox() external view returns (address);

    /// @notice The application whose vouchers move money.
    function application() external view returns (address);
}
