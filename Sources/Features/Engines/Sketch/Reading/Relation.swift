/// How one thing stands to another.
package enum Relation: String, Codable, CaseIterable, Sendable {
    case on
    case under
    case beside
    case behind
    case inFront = "in_front"
    case above
    case between
    case inside
}
