extension SignatureDraft {
    /// Reads a form as a whole, so that all its problems are told at once.
    ///
    /// What the petition does not ask for is dropped, not stored: a comment, a place, a country, or an organisation
    /// where people sign.
    ///
    /// - Parameters:
    ///   - form: The fields as typed.
    ///   - rules: What the petition asks.
    /// - Returns: A draft without problems.
    /// - Throws: Every problem, in the order of the form's fields.
    package static func read(_ form: SignatureForm, under rules: Rules) throws(Problems) -> SignatureDraft {
        var reading = Reading()
        let name = reading.name(form.name)
        let email = reading.email(form.email, under: rules)
        let isShown = reading.answer(form.shown, to: .shown) && rules.offersNames
        let comment = rules.asksComment ? reading.comment(form.comment) : nil
        let place = rules.asksPlace ? reading.place(form.place) : nil
        let country = rules.asksCountry ? reading.country(form.country) : nil
        let organisation = rules.signatories == .organisations ? reading.organisation(form) : nil
        let wantsUpdates = reading.answer(form.updates, to: .updates)
        let partners = reading.partners(form.partners, offered: rules.offeredPartners)
        let requestKey = reading.requestKey(form.key)
        if let problems = Problems(reading.problems) { throw problems }
        guard let name, let email else { preconditionFailure("a field without problem has a value") }
        return SignatureDraft(
            name: name,
            email: email,
            isShown: isShown,
            comment: comment,
            place: place,
            country: country,
            wantsUpdates: wantsUpdates,
            partners: partners,
            requestKey: requestKey,
            organisation: organisation
        )
    }

    /// The problems found so far; each function reads one field.
    private struct Reading {
        var problems: [Problem] = []

        mutating func name(_ typed: String) -> PersonName? {
            do throws(PlainText.Problem) {
                return try PersonName(typed)
            } catch {
                problems.append(Problem(field: .name, reason: Reason(error)))
                return nil
            }
        }

        mutating func email(_ typed: String, under rules: Rules) -> EmailAddress? {
            do throws(EmailAddress.Problem) {
                let email = try EmailAddress(typed)
                if rules.signatories == .organisations {
                    if email.isFreeMail {
                        problems.append(Problem(field: .email, reason: .freeMail))
                    } else if !rules.organisationDomains.contains(email.domain) {
                        problems.append(Problem(field: .email, reason: .domainNotInvited))
                    }
                }
                return email
            } catch {
                problems.append(Problem(field: .email, reason: Reason(error)))
                return nil
            }
        }

        /// Silence is no: a name is public, and a mail is wanted, only when the person says so.
        mutating func answer(_ typed: String, to field: Field) -> Bool {
            if typed != "yes", typed != "no", typed != "" { problems.append(Problem(field: field, reason: .choice)) }
            return typed == "yes"
        }

        mutating func comment(_ typed: String) -> String? {
            optional(.comment) { () throws(PlainText.Problem) in
                try PlainText.lines(typed, limit: PlainText.commentLimit)
            }
        }

        mutating func place(_ typed: String) -> String? {
            optional(.place) { () throws(PlainText.Problem) in
                try PlainText.line(typed, limit: PlainText.placeLimit)
            }
        }

        mutating func country(_ typed: String) -> Country? {
            guard !typed.isEmpty else { return nil }
            let country = Country(typed)
            if country == nil { problems.append(Problem(field: .country, reason: .choice)) }
            return country
        }

        mutating func organisation(_ form: SignatureForm) -> Organisation? {
            let name = asked(.organisation) { () throws(PlainText.Problem) in
                try PlainText.line(form.organisation, limit: PlainText.organisationLimit)
            }
            let role = asked(.role) { () throws(PlainText.Problem) in
                try PlainText.line(form.role, limit: PlainText.roleLimit)
            }
            guard let name, let role else { return nil }
            return Organisation(name: name, role: role)
        }

        mutating func partners(_ typed: [String], offered: Set<String>) -> [String] {
            var seen: Set<String> = []
            let chosen = typed.filter { seen.insert($0).inserted }
            if !seen.isSubset(of: offered) { problems.append(Problem(field: .partner, reason: .unknownPartner)) }
            return chosen
        }

        mutating func requestKey(_ typed: String) -> String? {
            guard !typed.isEmpty else { return nil }
            let isKey = typed.utf8.count <= 64 && typed.utf8.allSatisfy(Self.isKeyByte)
            if !isKey { problems.append(Problem(field: .key, reason: .requestKey)) }
            return typed
        }

        private mutating func asked(
            _ field: Field,
            _ read: () throws(PlainText.Problem) -> String
        ) -> String? {
            do throws(PlainText.Problem) {
                return try read()
            } catch {
                problems.append(Problem(field: field, reason: Reason(error)))
                return nil
            }
        }

        private mutating func optional(
            _ field: Field,
            _ read: () throws(PlainText.Problem) -> String
        ) -> String? {
            do throws(PlainText.Problem) {
                return try read()
            } catch {
                if error != .empty { problems.append(Problem(field: field, reason: Reason(error))) }
                return nil
            }
        }

        private static func isKeyByte(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
    }
}

extension SignatureDraft.Reason {
    /// The reason that a text's problem is.
    package init(_ problem: PlainText.Problem) {
        switch problem {
        case .empty: self = .empty
        case .tooLong(let limit): self = .tooLong(limit: limit)
        case .control: self = .control
        case .bidi: self = .bidi
        case .character: self = .character
        case .marks: self = .marks
        }
    }

    /// The reason that an address's problem is.
    package init(_ problem: EmailAddress.Problem) {
        switch problem {
        case .empty: self = .empty
        case .tooLong(let limit): self = .tooLong(limit: limit)
        case .format: self = .emailFormat
        case .localPartNotASCII: self = .emailLocalPart
        case .domain: self = .emailDomain
        }
    }
}
