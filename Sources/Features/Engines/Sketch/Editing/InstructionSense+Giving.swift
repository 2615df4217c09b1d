// Who gets what: "give the cat a hat", "add a balloon to the girl", 給貓加一頂帽子.

extension InstructionSense {
    /// What is named first gets the rest.
    func give(_ reading: inout Reading) {
        guard let owner = reading.mentions.first, presence.has(owner.subject) else { return }
        reading.mentions[0].isDefinite = true
        guard reading.claims.isEmpty else { return }
        for object in reading.mentions.indices.dropFirst() {
            let relation = relation(of: reading.mentions[object].subject, with: owner.subject) ?? .beside
            reading.claims.append(Reading.Claim(figures: [object], relation: relation, grounds: [0]))
        }
    }

    /// What is added to somebody is held or worn where it can be.
    func settle(_ reading: inout Reading) {
        for place in reading.claims.indices {
            let claim = reading.claims[place]
            guard claim.relation == .on, let figure = claim.figures.first, let ground = claim.grounds.first,
                let relation = relation(
                    of: reading.mentions[figure].subject,
                    with: reading.mentions[ground].subject
                )
            else { continue }
            reading.claims[place] = Reading.Claim(
                figures: claim.figures,
                relation: relation,
                grounds: claim.grounds
            )
        }
    }

    private func relation(of object: String, with owner: String) -> Relation? {
        guard let object = lexicon.traits[object], let owner = lexicon.traits[owner] else { return nil }
        return object.relation(with: owner)
    }
}
