import UndersignedCore

/// Reports as mail servers write them, about invented people; lines end with LF, as a pipe hands them on.
enum BounceReportSamples {
    static let template = "bounces+{}@example.org"
    static let codeText = "aaaqeayeaudaocajbifqydiob4"
    static let returnPath = "bounces+\(codeText)@example.org"

    static let postfix = """
        From MAILER-DAEMON Wed Jun 20 12:00:00 2018
        Return-Path: <>
        Delivered-To: \(returnPath)
        Date: Wed, 20 Jun 2018 12:00:00 +0000 (UTC)
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: \(returnPath)
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="7A1.1529496000/mx.example.org"

        This is a MIME-encapsulated message.

        --7A1.1529496000/mx.example.org
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        <amina@example.org>: host mail.example.org said: 550 5.1.1 unknown

        --7A1.1529496000/mx.example.org
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 7A1
        Arrival-Date: Wed, 20 Jun 2018 11:59:58 +0000 (UTC)

        Final-Recipient: rfc822; amina@example.org
        Original-Recipient: rfc822;amina@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <amina@example.org>: unknown

        --7A1.1529496000/mx.example.org
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Return-Path: <\(returnPath)>
        From: Petitions <petitions@example.org>
        To: amina@example.org
        Subject: Please confirm

        text

        --7A1.1529496000/mx.example.org--
        """

    /// Always `5.0.0`; what the other server said stands in the diagnostic code.
    static let exim = """
        Envelope-to: \(returnPath)
        X-Failed-Recipients: amina@example.org
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.example.org>
        To: \(returnPath)
        Content-Type: multipart/report; report-type=delivery-status; boundary=1529496000-eximdsn-42
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender

        --1529496000-eximdsn-42
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

        --1529496000-eximdsn-42
        Content-type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Action: failed
        Final-Recipient: rfc822;amina@example.org
        Status: 5.0.0
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550-5.1.1 <amina@example.org>: Recipient address rejected:
         550 5.1.1 User unknown

        --1529496000-eximdsn-42
        Content-type: message/rfc822

        Return-path: <\(returnPath)>
        Subject: Please confirm

        --1529496000-eximdsn-42--
        """

    static let exchange = """
        From: <postmaster@example.org>
        To: <\(returnPath.uppercased())>
        Date: Wed, 20 Jun 2018 12:00:00 +0000
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="_c0ffee_"
        Content-Language: en-GB
        X-MS-Exchange-Message-Is-Ndr:
        MIME-Version: 1.0

        --_c0ffee_
        Content-Type: multipart/alternative; differences=Content-Type;
         boundary="_beef_"

        --_beef_
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Your message couldn't be delivered.

        --_beef_
        Content-Type: text/html; charset="us-ascii"

        <p>Your message couldn't be delivered.</p>

        --_beef_--

        --_c0ffee_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;mx.example.org
        Received-From-MTA: dns;mail.example.org

        Final-Recipient: rfc822;amina@example.org
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found
        X-Display-Name: amina@example.org


        --_c0ffee_
        Content-Type: message/rfc822

        Subject: Please confirm
        To: amina@example.org

        --_c0ffee_--
        """

    static let gmail = """
        Delivered-To: \(returnPath)
        Return-Path: <>
        Content-Type: multipart/report; boundary="0000000000005f"; report-type=delivery-status
        To: \(returnPath)
        From: Mail Delivery Subsystem <mailer-daemon@example.org>
        Subject: Delivery Status Notification (Failure)

        --0000000000005f
        Content-Type: multipart/related; boundary="00000000000060"

        --00000000000060
        Content-Type: text/plain; charset="UTF-8"

        Address not found
        --00000000000060--
        --0000000000005f
        Content-Type: message/delivery-status

        Reporting-MTA: dns; example.org
        Arrival-Date: Wed, 20 Jun 2018 05:00:00 -0700 (PDT)

        Final-Recipient: rfc822; amina@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550-5.1.1 The email account does not exist.
         550 5.1.1 Try again.
        Last-Attempt-Date: Wed, 20 Jun 2018 05:00:01 -0700 (PDT)

        --0000000000005f
        Content-Type: message/rfc822

        Subject: Please confirm

        --0000000000005f--
        """

    /// The original recipient is not in the header: the returned mail's own header says which mail it was.
    static let amazon = """
        From: MAILER-DAEMON@mail.example.org
        To: undisclosed-recipients:;
        Subject: Delivery Status Notification (Failure)
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary="a-b"; report-type=delivery-status

        --a-b
        Content-Type: text/plain; charset=us-ascii

        An error occurred while trying to deliver the mail.

        --a-b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org

        Action: failed
        Final-Recipient: rfc822; amina@example.org
        Diagnostic-Code: smtp; 550 5.1.1 user unknown
        Status: 5.1.1

        --a-b
        Content-Type: text/rfc822-headers

        Return-Path: <\(returnPath)>
        Subject: Please confirm

        --a-b--
        """

    static let all = [
        ("Postfix", postfix, "5.1.1"), ("Exim", exim, "5.1.1"), ("Exchange", exchange, "5.1.10"),
        ("Gmail", gmail, "5.1.1"), ("Amazon SES", amazon, "5.1.1"),
    ]

    static let holiday = """
        Delivered-To: \(returnPath)
        From: Amina Diallo <amina@example.org>
        To: \(returnPath)
        Subject: Out of office: Status: 5.1.1
        Auto-Submitted: auto-replied
        Content-Type: text/plain

        Action: failed
        Status: 5.1.1
        """
}
