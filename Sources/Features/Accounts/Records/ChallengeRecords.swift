import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_passkey_challenge`: challenges that no device has answered yet.
struct ChallengeRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ challenge: Data, until end: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO accounts_passkey_challenge (challenge_index, expires_at) VALUES (\(challenge), \(end))
            """
        )
    }

    /// Takes a challenge away: of several answers to it, one is judged.
    func take(_ challenge: Data, now: Timestamp) throws -> Bool {
        try tx.run(
            """
            DELETE FROM accounts_passkey_challenge WHERE challenge_index = \(challenge) AND expires_at > \(now)
            """
        ) == 1
    }

    func deleteExpired(before now: Timestamp) throws {
        try tx.run("DELETE FROM accounts_passkey_challenge WHERE expires_at <= \(now)")
    }
}
