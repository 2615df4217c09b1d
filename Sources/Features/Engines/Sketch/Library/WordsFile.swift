import Foundation

/// The closed words of one language.
struct WordsFile: Decodable, Sendable {
    let format: Int
    let language: String
    let numbers: [String: Int]
    /// Words for one that do not tell how many: a.
    let articles: [String]
    /// Words that multiply the number before them: dozen, hundred, 十.
    let multipliers: [String: Int]
    /// Plurals that do not end in s, among the words of subjects.
    let plurals: [String]
    /// Words between a number and what is counted: 隻, 朵.
    let measures: [String]
    /// A colour, or several separated by spaces.
    let colours: [String: String]
    let sizes: [String: Double]
    /// By the id of a material.
    let materials: [String: [String]]
    /// By the name of a pose.
    let poses: [String: [String]]
    /// By the name of a face.
    let expressions: [String: [String]]
    /// Relations whose word stands before what they relate to, by relation.
    let before: [String: [String]]
    /// The same for words that stand after it: 上, 旁邊.
    let after: [String: [String]]
    let verbs: [VerbEntry]
    /// Words for what is brought along: with, 帶著.
    let with: [String]
    /// Words that begin a place whose relation follows: 在.
    let places: [String]
    /// Words that tie what stands before them to what follows: 的.
    let ties: [String]
    /// Words that say that something is there: is, 有.
    let exists: [String]
    let joins: [String]
    /// Joins that go on with what must not be there: or, 或.
    let alternatives: [String]
    /// Words that mean something already named: the, 那.
    let definite: [String]
    /// Words before what must not be there: no, 沒有.
    let without: [String]
    /// Words before what something is not: not, 不.
    let not: [String]
    /// Words that end either: but, 但.
    let but: [String]
    /// Words that say that none of a kind is there, by kind: nobody.
    let absences: [String: [String]]
    /// Words for all of a kind: people, animals.
    let kinds: [String: [String]]
    /// Words for which a subject is the nearest that is drawn, by subject; files of subjects go before them.
    let kin: [String: [String]]
    /// Names of what is not drawn, so that no part of them is taken for something else.
    let others: [String]
    /// What everybody wears.
    let clothes: [String]
    /// Words for writing.
    let texts: [String]
    let times: [String: [String]]
    let seasons: [String: [String]]
    /// By the id of a weather.
    let weathers: [String: [String]]
    /// By the id of a tone.
    let tones: [String: [String]]
    let framing: [String: [String]]
    let sky: [String]
    /// Words of instructions that change a picture.
    let edits: EditWordsFile
    let skip: [String]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case format, language, numbers, articles, multipliers, plurals, measures, colours, sizes, materials,
            poses
        case expressions, before, after, verbs, with, places, ties, exists, joins, alternatives, definite
        case without, not, but, absences, kinds, kin, others, clothes, texts, times, seasons, weathers
        case tones, framing, sky, edits, skip
    }

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let keys = Set(CodingKeys.allCases.map(\.rawValue))
        self = try StrictJSON.decode(Self.self, keys: keys, from: Data(bytes), file: file)
        try MetadataCheck(file: file).format(format)
    }
}

extension WordsFile {
    /// A verb, or several of the same sense.
    struct VerbEntry: Decodable, Sendable {
        let words: [String]
        let relation: String
        let pose: String?
        /// Whether what stands in the relation follows the verb; if not, it stands before it.
        let leadsToFigure: Bool?

        enum CodingKeys: String, CodingKey {
            case words, relation, pose
            case leadsToFigure = "leads_to_figure"
        }
    }
}
