"""Collecting signatures under a document: what any room of a cooperation needs for charters, joint papers, sheets.

How a room uses it
------------------
1. ``models.SealedDocument`` (abstract): the exact file that is signed, kept byte for byte with its SHA-256.
2. ``models.SignatureBase`` (abstract, is an ``AccessLink``): one line for each who is asked. The room adds the foreign
   key to its record and says which file is signed in ``sealed()``, and what it is about in ``about()``.
3. ``actions.seal``, ``give``, ``record``, ``refuse``, ``void`` and ``renew_link`` write them. The room calls them in
   its own action, in its own transaction, and then writes its journal and its status. ``give`` raises where the file
   is not the one that was read, and where the line is spent.
4. ``forms.ConsentForm`` (on the page behind the link), ``forms.RecordedSignatureForm`` (a signature given elsewhere).
5. ``views``: the page behind the link, the exact file, the message that brings the link.
6. Templates: ``cooperations/signing/levels.html`` says what these signatures are and are not, ``state.html`` shows one
   line; ``consent.html`` and ``gone.html`` are whole pages for people without an account.

What a simple consent proves here: that somebody who held the link typed this name and confirmed this file, at this
moment. Neither address of the network nor browser is kept. intercluster makes no advanced or qualified signature in the
sense of Regulation (EU) 910/2014 (eIDAS); where the signer used such a tool, the level is what they state, and the file
they bring is kept with its own hash.
"""
