"""Reads the mail of all nodes from one folder, and remembers which different mails each person got."""

import collections
import re

from clients import ADDRESS, LINK, MailReader

IDENTITY = re.compile(r"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Mailbox(MailReader):
    def __init__(self, folder, journal, links):
        # Message-IDs by person: a mail that comes twice has the same one.
        self.identities = collections.defaultdict(set)
        super().__init__(folder, journal, links)

    def read(self):
        if not self.folder.is_dir():
            return
        for file in self.folder.glob("*.eml"):
            text = file.read_text()
            file.unlink()
            identity = IDENTITY.search(text).group(1)
            self.copies[identity] = self.copies.get(identity, 0) + 1
            person = self.journal.people[int(ADDRESS.search(text).group(1))]
            self.identities[person.number].add(identity)
            # Soft line breaks and signs of quoted-printable.
            found = LINK.search(text.replace("=\n", "").replace("=3D", "="))
            if found and person.link is None:
                person.link = found.group(1)
                self.journal.link_count += 1
                self.links.put(person)
