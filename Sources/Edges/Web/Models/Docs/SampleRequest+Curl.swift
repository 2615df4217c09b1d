extension SampleRequest {
    var curl: CodeSample {
        var lines = ["curl \(failing)\(method == "GET" ? "" : " --request \(method)") \(quoted(url))"]
        switch access {
        case .key: lines.append(#"--header "Authorization: Bearer $NBP_KEY""#)
        case .cookie(let name): lines.append("--header \"Cookie: \(name)=$NBP_SESSION\"")
        case .nobody: break
        }
        lines += headers.map { "--header \(quoted("\($0.name): \($0.value)"))" }
        if let media = body?.media { lines.append("--header 'Content-Type: \(media)'") }
        switch body {
        case .json(let value):
            lines.append("--data \(quoted(Literal.json.text(of: value)))")
        case .form: lines.append("--form 'file=@picture.png'")
        case .file: lines.append("--data-binary '@\(body?.file ?? "")'")
        case nil: break
        }
        switch answer {
        case .file(let name): lines.append("--output \(name)")
        case .events: lines.append("--no-buffer")
        case .json, .text, .nothing: break
        }
        return CodeSample(language: .curl, code: lines.joined(separator: " \\\n  "))
    }

    /// A refusal ends in failure and is shown; it is written into no file that is to be a picture.
    private var failing: String {
        if case .file = answer { "--fail" } else { "--fail-with-body" }
    }

    /// As a shell reads it.
    private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: #"'\''"#))'" }
}
