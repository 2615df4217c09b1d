/// From where, and how, a picture is looked at.
package enum Framing: String, Hashable, Sendable, Codable, CaseIterable {
    case closeUp = "close_up"
    case wide
    case fromAbove = "from_above"
    case fromBelow = "from_below"
    case symmetrical
    case centred
}
