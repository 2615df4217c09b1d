/// `/retention.json`: how long everything about people is kept, and whether that is so.
public struct RetentionBody: Codable, Sendable, Hashable {
    /// A rule for each store, category and purpose.
    public var rules: [RetentionRuleBody]
    /// Who sees to it.
    public var sweeper: SweeperBody
    /// What copies of it all live on.
    public var backups: BackupsBody

    /// Makes the document.
    public init(
        rules: [RetentionRuleBody],
        sweeper: SweeperBody,
        backups: BackupsBody
    ) {
        self.rules = rules
        self.sweeper = sweeper
        self.backups = backups
    }
}

/// How long backups stay, and what becomes of erased people in them.
public struct BackupsBody: Codable, Sendable, Hashable {
    /// ISO 8601; an older backup is gone.
    public var keep: String
    /// Why nobody reads them in a backup, or brings them back.
    public var erasedSubjects: String

    /// Makes the backups' terms.
    public init(keep: String, erasedSubjects: String) {
        self.keep = keep
        self.erasedSubjects = erasedSubjects
    }

    private enum CodingKeys: String, CodingKey {
        case keep
        case erasedSubjects = "erased_subjects"
    }
}

/// What of one category goes from one store, and when.
public struct RetentionRuleBody: Codable, Sendable, Hashable {
    /// A name that stays.
    public var id: String
    /// The table, or the folder of files.
    public var store: String
    /// By the labels of Fideslang 3.1.4.
    public var category: String
    /// By the labels of Fideslang 3.1.4.
    public var purpose: String
    /// ISO 8601; `P0D` is at once after the trigger.
    public var period: String
    /// What the period counts from.
    public var trigger: String
    /// What happens then: always `delete`.
    public var action: String
    /// The policy's clause.
    public var clause: String

    /// Makes a rule.
    public init(
        id: String,
        store: String,
        category: String,
        purpose: String,
        period: String,
        trigger: String,
        action: String,
        clause: String
    ) {
        self.id = id
        self.store = store
        self.category = category
        self.purpose = purpose
        self.period = period
        self.trigger = trigger
        self.action = action
        self.clause = clause
    }
}

/// What deletes, and what it last found.
public struct SweeperBody: Codable, Sendable, Hashable {
    /// How often it runs, ISO 8601.
    public var every: String
    /// How much later than its end something is gone at the latest, ISO 8601.
    public var grace: String
    /// Null before this process's first.
    public var lastRun: String?
    /// Rows that should have gone and are there.
    public var overdue: SmallCount
    /// Rows that a legal hold keeps.
    public var held: SmallCount

    /// Makes the sweeper's figures.
    public init(
        every: String,
        grace: String,
        lastRun: String?,
        overdue: SmallCount,
        held: SmallCount
    ) {
        self.every = every
        self.grace = grace
        self.lastRun = lastRun
        self.overdue = overdue
        self.held = held
    }

    /// Says `null` too.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(every, forKey: .every)
        try container.encode(grace, forKey: .grace)
        try container.encode(lastRun, forKey: .lastRun)
        try container.encode(overdue, forKey: .overdue)
        try container.encode(held, forKey: .held)
    }

    private enum CodingKeys: String, CodingKey {
        case every, grace, overdue, held
        case lastRun = "last_run"
    }
}

/// A count that singles nobody out: one to four are told as `"<5"`.
public struct SmallCount: Codable, Sendable, Hashable {
    /// The smallest that is told as it is, zero aside.
    public static let smallest = 5
    private static let few = "<5"

    /// Nil is one to four.
    public var number: Int?

    /// Hides a small number.
    public init(_ number: Int) {
        self.number = (1..<Self.smallest).contains(number) ? nil : number
    }

    /// Reads a number or `"<5"`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self.number = number
            return
        }
        guard try container.decode(String.self) == Self.few else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither a number nor <5")
        }
        number = nil
    }

    /// Writes a number or `"<5"`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let number { try container.encode(number) } else { try container.encode(Self.few) }
    }
}
