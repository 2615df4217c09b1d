package import Kernel

/// One step of an edit: a tool with its settings, each within its range.
///
/// JSON: `{"tool":"blur","amount":30,"mask":{"subject":true,"invert":true}}`. Steps change nothing by themselves: a picture is
/// always rendered anew from its source. Every setting is written out, so that stored steps mean the same after a default changes.
package struct EditStep: Hashable, Sendable {
    package let tool: EditTool
    /// Each that has a default or was given.
    package let values: [EditMember.Name: EditValue]

    /// Takes settings and fills in what is missing.
    ///
    /// `field` is how problems name the step: `steps[2]`.
    /// - Throws: `Problem` that names the step's member.
    package init(
        _ tool: EditTool,
        _ given: [EditMember.Name: EditValue] = [:],
        field: String = "steps[0]"
    ) throws(Problem) {
        var values: [EditMember.Name: EditValue] = [:]
        let members = tool.members
        if let stranger = given.keys.filter({ name in !members.contains { $0.name == name } })
            .min(by: { $0.rawValue < $1.rawValue })
        {
            throw Problem(.unknownField, field: "\(field).\(stranger.rawValue)")
        }
        for member in members {
            let place = "\(field).\(member.name.rawValue)"
            if let value = given[member.name] {
                try member.kind.check(value, field: place)
                values[member.name] = value
            } else if member.isRequired {
                throw Problem(.missingField, field: place)
            } else {
                values[member.name] = member.standard
            }
        }
        try tool.check(values, given: Set(given.keys), field: field)
        self.tool = tool
        self.values = values
    }
}

// MARK: - Settings by type

extension EditStep {
    package func number(_ name: EditMember.Name) -> Double? {
        if case .number(let number) = values[name] { number } else { nil }
    }

    package func word(_ name: EditMember.Name) -> String? {
        if case .word(let word) = values[name] { word } else { nil }
    }

    package func colour(_ name: EditMember.Name) -> Colour? {
        if case .colour(let colour) = values[name] { colour } else { nil }
    }

    package func isOn(_ name: EditMember.Name) -> Bool { values[name] == .flag(true) }

    package func mask(_ name: EditMember.Name) -> EditMask? {
        if case .mask(let mask) = values[name] { mask } else { nil }
    }

    package var amount: Double { number(.amount) ?? 0 }

    package var angle: Double { number(.angle) ?? 0 }

    package var box: EditBox? {
        if case .box(let box) = values[.box] { box } else { nil }
    }

    package var aspect: EditAspect? {
        if case .aspect(let aspect) = values[.aspect] { aspect } else { nil }
    }

    package var points: [EditPoint] {
        if case .points(let points) = values[.points] { points } else { [] }
    }

    /// The other picture that it uses.
    package var image: ImageID? {
        if case .image(let image) = values[.image] { image } else { nil }
    }

    /// The pictures that it uses as masks.
    package var maskImages: Set<ImageID> {
        Set(
            values.values.compactMap { value in
                if case .mask(let mask) = value, case .image(let image) = mask.shape { image } else { nil }
            }
        )
    }

    /// This step with another mask, or nothing when the tool takes none.
    package func masked(by mask: EditMask) -> EditStep? {
        guard tool.maskUse != .none else { return nil }
        return try? EditStep(tool, values.merging([.mask: .mask(mask)]) { _, new in new })
    }
}
