import Crypto
import FoundationEssentials
package import Kernel
package import Store
import Synchronization

/// The wrapped keys of all subjects, in a database of its own that backups keep apart.
///
/// A key is durable before the first value that it seals, and gone for ever once destroyed: what it sealed is then noise,
/// wherever copies of it lie.
package final class KeyRing: Sendable {
    private struct Cache {
        var version: Int64?
        var keys: [SubjectID: SubjectKey] = [:]
    }

    /// Unwrapped keys kept at once; past it the cache starts anew.
    private static let cacheLimit = 10_000

    let store: any Store
    private let wrapping: SymmetricKey
    let clock: Clock
    private let randomness: Randomness
    private let cache = Mutex(Cache())

    private init(
        store: any Store,
        wrapping: SymmetricKey,
        clock: Clock,
        randomness: Randomness
    ) {
        self.store = store
        self.wrapping = wrapping
        self.clock = clock
        self.randomness = randomness
    }

    /// Opens the ring, or starts it when it is new.
    /// - Throws: `VaultRefusal.masterKeyWrong` when another master key made it.
    package static func open(
        in store: any Store,
        with master: MasterKey,
        clock: Clock,
        randomness: Randomness
    ) async throws -> KeyRing {
        try await store.migrate(migrations)
        try await store.liveSchema().check(against: inventory)
        let ring = KeyRing(
            store: store,
            wrapping: master.subkey("wrap"),
            clock: clock,
            randomness: randomness
        )
        try await ring.checkMaster()
        return ring
    }

    /// Makes a subject's key; it is on disk when this returns.
    package func makeKey(for subject: SubjectID) async throws {
        let key = SymmetricKey(data: randomness.bytes(SubjectKey.length))
        let wrapped = try wrap(key, for: subject)
        let now = clock.now()
        try await store.write(surviving: .powerCut) { tx in
            try KeyRecords(tx).insert(subject, wrapped: wrapped, at: now)
        }
    }

    /// Destroys a subject's key, in the file and in its journal too, and writes down that it is gone.
    ///
    /// Destroying twice is harmless.
    package func destroyKey(of subject: SubjectID) async throws {
        let line = ErasedLine(
            id: subject.value,
            subject: subject,
            scope: ErasedLine.everything,
            image: nil,
            at: clock.now()
        )
        try await store.write(surviving: .powerCut) { tx in
            try LedgerRecords(tx).insert(line)
            try KeyRecords(tx).delete(subject)
        }
        cache.withLock { $0.keys[subject] = nil }
        try await store.scrub()
    }

    /// How many subjects have a key.
    package func count() async throws -> Int {
        try await store.read { tx in try KeyRecords(tx).count() }
    }

    /// Whether the subject has a key, that is, was not erased.
    package func holdsKey(of subject: SubjectID) async throws -> Bool {
        try await key(of: subject) != nil
    }

    /// The subject's key, or nil once it was destroyed, by whatever process.
    func key(of subject: SubjectID) async throws -> SubjectKey? {
        let version = try store.version()
        let known = cache.withLock { $0.version == version ? $0.keys[subject] : nil }
        if let known { return known }
        guard let wrapped = try await store.read({ tx in try KeyRecords(tx).wrapped(of: subject) }) else {
            return nil
        }
        let key = try SubjectKey(unwrap(wrapped, for: subject))
        cache.withLock { cache in
            if cache.version != version || cache.keys.count >= Self.cacheLimit {
                cache = Cache(version: version)
            }
            cache.keys[subject] = key
        }
        return key
    }

    private func checkMaster() async throws {
        let token = Data("nbp key ring 1".utf8)
        guard let check = try await store.read({ tx in try KeyRecords(tx).check() }) else {
            let sealed = try AES.GCM.seal(token, using: wrapping).combined ?? Data()
            try await store.write(surviving: .powerCut) { tx in try KeyRecords(tx).insertCheck(sealed) }
            return
        }
        guard let box = try? AES.GCM.SealedBox(combined: check),
            let opened = try? AES.GCM.open(box, using: wrapping), opened == token
        else { throw VaultRefusal.masterKeyWrong }
    }

    private func wrap(_ key: SymmetricKey, for subject: SubjectID) throws -> Data {
        let bytes = key.withUnsafeBytes { Data($0) }
        return try AES.GCM.seal(bytes, using: wrapping, authenticating: subject.value.bytes).combined
            ?? Data()
    }

    private func unwrap(_ wrapped: Data, for subject: SubjectID) throws -> SymmetricKey {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let bytes = try? AES.GCM.open(box, using: wrapping, authenticating: subject.value.bytes)
        else { throw VaultRefusal.ringDamaged }
        return SymmetricKey(data: bytes)
    }
}
