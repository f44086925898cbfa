// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev Domains of what is hashed: keccak256("ModelMarket.v1.<name>").
bytes32 constant COMMIT_DOMAIN = keccak256("ModelMarket.v1.commit");
bytes32 constant DRAW_DOMAIN = keccak256("ModelMarket.v1.draw");
bytes32 constant LEAF_DOMAIN = keccak256("ModelMarket.v1.leaf");
bytes32 constant NODE_DOMAIN = keccak256("ModelMarket.v1.node");
/// @dev The leaf that pads the groups to a power of two.
bytes32 constant PADDING_LEAF = keccak256("ModelMarket.v1.padding");

/// @title Every input the market understands
/// @notice The one declaration of the wire: an input's payload is `abi.encodeCall` of one of these functions. Nothing implements
/// the interface; cast, viem and ethers build any input from it, and the C# bindings are generated from its artifact.
/// A CID on the wire is the binary CIDv1 as `bytes`. Metric quantities are in the metric's integer (value × 10⁹).
interface IMarketInputs {
    /// @notice Gate 5: a least score on a part of the scoring rows.
    struct SliceFloor {
        uint8 by; // 0 rows of the class `value`, 1 rows whose `slice` tensor holds `value`
        uint32 value; // the class or the slice
        uint8 metric; // what is measured on those rows, numbered as in JobTerms
        uint64 floor; // the score must be at least this good
    }

    /// @notice What a job promises. Travels ABI-encoded inside `jobOpened` as one `bytes`; a refused field refunds the job.
    struct JobTerms {
        uint16 version; // 1
        uint8 kind; // 1 open, 2 sealed, 3 rounds
        uint8 payRule; // 0 guaranteed (R0), 1 proportional (R1), 2 winner (R2), 4 Shapley (R4), 5 sequential records (R5)
        uint8 metric; // 0 log-loss, 1 accuracy, 2 ROC AUC, 3 balanced accuracy, 4 F1, 5 RMSE, 6 MAE, 7 R²
        uint8 outputKind; // 0 logits, 1 probabilities, 2 label, 3 value
        uint16 flags; // bit 0 direct `submit` allowed, bit 1 accept a noisy score, bit 2 whole ONNX models allowed, bit 3 sample weights count, bit 4 mixed R4
        uint32 positiveClass; // index of the positive class (binary metrics)
        uint32 evalBatchRows; // rows per evaluation batch; 0 = 64
        uint32 maxSubmissions; // commitments counted for this job, or for each round of it
        uint32 fundedSeconds; // Funded lasts this long after the job was opened and waits for the draw; 0 without sealed data
        uint32 prepareSeconds; // Preparing ends this long after Funded, or earlier when all content is there
        uint32 openSeconds; // Open lasts this long after Preparing
        uint32 revealSeconds; // open: each commitment is revealed this long after it; else all of them this long after Open
        uint32 uploadSeconds; // and its blocks have arrived this long after the last time to reveal
        uint32 sealedRevealSeconds; // then the sponsor has this long to reveal the groups that were not drawn; 0 without sealed data
        uint32 scoringSeconds; // rounds: the next round opens this long after the last blocks of a round; 0 elsewhere
        uint64 target; // D: the improvement that earns the whole reward
        uint64 minImprovement; // a smaller improvement earns nothing
        uint64 winnerThreshold; // R2: the score the best must reach; 0 elsewhere
        uint64 normBoundMicros; // gate 2: bound of the L2 norm of the weight delta × 10⁶; 0 = none
        uint32 duplicateThousandths; // gate 3: cosine threshold × 1000; 0 = exact copies only
        uint32 stakeCapThousandths; // ρ: pay is at most ρ · bond / 1000; 0 = no cap
        uint128 clientBond; // the least bond of a commitment; R0 requires one; 0 = none is taken
        uint64 modelSize; // bytes of the UnixFS file behind modelCid
        uint64 dataSize; // bytes of the file behind dataCid; 0 with sealed data
        bytes modelCid; // ONNX model with the initial weights
        bytes dataCid; // public validation set, safetensors; empty with sealed data, where the drawn groups are public
        bytes32 sealedRoot; // Merkle root of the sealed groups; zero without sealed data
        bytes32 jobNonce; // chosen by the sponsor, part of every leaf
        uint32 sealedGroups; // G, at least 20
        uint64 sealedRows; // rows of all groups; groups differ by at most one
        uint64 sealedGroupBytesMax; // bytes of the largest group's file
        uint32 rounds; // rounds of federated averaging; 0 elsewhere
        uint8 aggregator; // 0 validation-gated mean, 1 mean, 2 norm-clipped mean, 3 coordinate median, 4 trimmed mean, 5 Krum, 6 multi-Krum
        uint32 aggregatorParameter; // clip bound × 10³, thousandths trimmed on each side, or the number of bad members Krum expects
        uint32 finalThousandths; // rounds with sealed data: part of the pool that the final check pays, at least 500
        SliceFloor[] floors; // gate 5
        bytes trainerCid; // the trainer's executable; empty = `trainer` says it all
        uint64 trainerSize; // bytes of the file behind trainerCid
        bytes schemaCid; // what data is wanted, JSON; empty = none
        uint64 schemaSize; // bytes of the file behind schemaCid
        string outputName; // graph output that is scored; "" = the first
        string trainer; // how clients are asked to train, e.g. "builtin:adam,lr=0.05,epochs=200,batch=16"
        string title; // one line for people
    }

    /// @notice One deposit into a job's pot.
    struct Deposit {
        uint64 id; // running number per job
        address depositor; // who paid, and gets the refund
        uint8 pot; // 0 reward and top-ups, 1 sponsor bond, 2 client bonds
        uint128 amount; // what the escrow measured
    }

    /// @notice One content block: its CID and exactly the bytes it hashes.
    struct Block {
        bytes cid;
        bytes data;
    }

    /// @notice Never sent as an input: its arguments are exactly `abi.encode(JobTerms)`, so that the struct is in the ABI and cast,
    /// viem, ethers and the C# bindings encode a job's terms from this one declaration.
    function jobTerms(JobTerms calldata terms) external;

    // ---- from the escrow only: statements about money ----

    /// @notice A job was opened and its deposits are locked. `token` is zero for Ether. `terms` is `abi.encode(JobTerms)`.
    function jobOpened(
        uint64 jobId,
        address sponsor,
        address token,
        Deposit[] calldata deposits,
        uint64 reclaimAfter,
        bytes calldata terms
    ) external;

    /// @notice A deposit was added to a job.
    function toppedUp(uint64 jobId, Deposit calldata deposit) external;

    /// @notice A client's bond came with its commitment (as `commit`, with the deposit's depositor as the sender).
    function bondedCommit(uint64 jobId, Deposit calldata deposit, uint32 round, bytes32 commitment) external;

    /// @notice The draw of the groups that a sealed job opens: `seed = keccak256(abi.encode(DRAW_DOMAIN, chainId, escrow, jobId,
    /// blockhash(openBlock + 8)))` with `DRAW_DOMAIN = keccak256("ModelMarket.v1.draw")`.
    function drawn(uint64 jobId, bytes32 seed) external;

    /// @notice Reclaim without the rollup has started: no new vouchers for this job.
    function reclaimStarted(uint64 jobId) external;

    // ---- from clients ----

    /// @notice Binds the sender to weights. `commitment = keccak256(abi.encode(COMMIT_DOMAIN, chainId, app, jobId, round, sender,
    /// keccak256(weightsCid), weightsSize, salt))` with `COMMIT_DOMAIN = keccak256("ModelMarket.v1.commit")`; `round` is 0 for jobs without rounds.
    function commit(uint64 jobId, uint32 round, bytes32 commitment) external;

    /// @notice Opens the sender's commitment, declares the weights' CID and reserves their size.
    function reveal(uint64 jobId, uint32 round, bytes calldata weightsCid, uint64 weightsSize, bytes32 salt) external;

    /// @notice Declares weights without a commitment, where the terms allow it. Can be front-run.
    function submit(uint64 jobId, bytes calldata weightsCid, uint64 weightsSize) external;

    // ---- from the sponsor ----

    /// @notice Declares one group of sealed data and proves that it is the one that was committed: the leaf is `keccak256(keccak256(abi.encode(
    /// LEAF_DOMAIN, chainId, app, sponsor, jobNonce, index, rows, size, keccak256(cid), salt)))`, a node `keccak256(abi.encode(NODE_DOMAIN, left,
    /// right))`, leaves padded to a power of two with `PADDING_LEAF`, the proof exactly ⌈log2 G⌉ siblings from the leaf up. Its blocks follow.
    function openGroup(
        uint64 jobId,
        uint32 index,
        uint32 rows,
        uint64 size,
        bytes calldata cid,
        bytes32 salt,
        bytes32[] calldata proof
    ) external;

    // ---- messages: between the sponsor and the clients of a job ----

    /// @notice Publishes the sender's key for private messages: a compressed secp256k1 point, 33 bytes.
    function publishKey(bytes calldata publicKey) external;

    /// @notice A public note on a job, UTF-8.
    function note(uint64 jobId, string calldata text) external;

    /// @notice A private message, encrypted to the receiver's published key (the envelope is the CLI's; the machine does not read it).
    function message(uint64 jobId, address to, bytes calldata sealedText) external;

    // ---- from anyone ----

    /// @notice Delivers whole blocks that some live declaration wants.
    function putBlocks(Block[] calldata blocks) external;

    /// @notice Delivers a part of one block that is larger than an input. Parts are kept per sender until the block is whole.
    function putPart(bytes calldata blockCid, uint32 blockSize, uint32 offset, bytes calldata data) external;

    /// @notice Does metered work that is due for the job: preparing, scoring, settling.
    function tick(uint64 jobId) external;
}
