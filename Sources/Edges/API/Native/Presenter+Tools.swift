import Engines
import Kernel
import Wire

extension Presenter {
    func body(of tool: EditTool, in language: Language) -> ToolBody {
        ToolBody(
            tool: tool.rawValue,
            name: sentence(tool.name, in: language),
            group: tool.group.rawValue,
            groupName: sentence(tool.group.name, in: language),
            mask: tool.maskUse.rawValue,
            members: tool.members.map { member in
                let kind = MemberKind(member.kind)
                return ToolMemberBody(
                    member: member.name.rawValue,
                    name: sentence(member.label, in: language),
                    kind: kind.name,
                    least: kind.least,
                    most: kind.most,
                    words: kind.words?.map { word in
                        let name = Message("darkroom.word.\(word)")
                        return ToolWordBody(value: word, label: sentence(name, in: language))
                    },
                    standard: member.standard.flatMap { SettingsParts.part(of: $0) },
                    required: member.isRequired
                )
            }
        )
    }
}

extension EditTool.MaskUse {
    fileprivate var rawValue: String {
        switch self {
        case .none: "none"
        case .optional: "optional"
        case .required: "required"
        }
    }
}

/// What a setting takes, as the wire tells it.
private struct MemberKind {
    let name: String
    var least: Double?
    var most: Double?
    var words: [String]?

    init(_ kind: EditMember.Kind) {
        switch kind {
        case .number(let range): (name, least, most) = ("number", range.lowerBound, range.upperBound)
        case .whole(let range):
            (name, least, most) = ("whole", Double(range.lowerBound), Double(range.upperBound))
        case .word(let words): (name, self.words) = ("word", words)
        case .flag: name = "flag"
        case .colour: name = "colour"
        case .fill(let words): (name, self.words) = ("fill", words)
        case .aspect: name = "aspect"
        case .box: name = "box"
        case .curve: name = "curve"
        case .image: name = "image"
        case .mask: name = "mask"
        }
    }
}
