namespace Rollup.Node.Storage;

/// <summary>The tables of one application's database. A file of another version is refused, not converted: L1 has it all.</summary>
internal static class StoreSchema
{
    public const int Version = 2;

    // checkpoint: ends of ranges that were read, for finding the fork after a reorganisation. claim: accepted by the consensus, whoever sent it.
    // answer: digest of everything the guest answered, which a replay must repeat. snapshot: states saved in files beside the database.
    // execution stands apart from output since L1 is read before the inputs are processed again.
    public const string Text =
        """
        CREATE TABLE application(
          chain_id INTEGER NOT NULL, address BLOB NOT NULL, consensus BLOB NOT NULL, state INTEGER NOT NULL, reason TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE TABLE checkpoint(block INTEGER PRIMARY KEY, hash BLOB NOT NULL);
        CREATE TABLE epoch(
          idx INTEGER PRIMARY KEY, first_block INTEGER NOT NULL, last_block INTEGER NOT NULL, input_lower INTEGER NOT NULL, input_upper INTEGER NOT NULL,
          root BLOB, output_count INTEGER, status INTEGER NOT NULL, claim_tx BLOB, virtual_idx INTEGER NOT NULL,
          created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE TABLE input(
          idx INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, block INTEGER NOT NULL, sender BLOB NOT NULL, raw BLOB NOT NULL, tx BLOB NOT NULL,
          status INTEGER NOT NULL, root BLOB, output_count INTEGER, answer BLOB, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE INDEX input_block ON input(block);
        CREATE INDEX input_epoch ON input(epoch);
        CREATE INDEX input_sender ON input(sender);
        CREATE TABLE output(
          idx INTEGER PRIMARY KEY, input INTEGER NOT NULL, epoch INTEGER NOT NULL, raw BLOB NOT NULL, hash BLOB NOT NULL, selector BLOB NOT NULL, destination BLOB,
          created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE INDEX output_input ON output(input);
        CREATE INDEX output_epoch ON output(epoch);
        CREATE INDEX output_destination ON output(destination);
        CREATE TABLE report(
          idx INTEGER PRIMARY KEY, input INTEGER NOT NULL, epoch INTEGER NOT NULL, raw BLOB NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE INDEX report_input ON report(input);
        CREATE INDEX report_epoch ON report(epoch);
        CREATE TABLE execution(output INTEGER PRIMARY KEY, block INTEGER NOT NULL, tx BLOB NOT NULL, hash BLOB NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE claim(last_block INTEGER PRIMARY KEY, root BLOB NOT NULL, block INTEGER NOT NULL, tx BLOB NOT NULL);
        CREATE TABLE snapshot(input_count INTEGER PRIMARY KEY, output_count INTEGER NOT NULL, root BLOB NOT NULL, file TEXT NOT NULL, created_at INTEGER NOT NULL);
        """;
}
