/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange cards: a small XML file by which a device says who it is and what its keys are, signed with them. It holds no
 * secret. data/schema/README.md tells the format. Synchronous; what asks a workbook is for the store's thread. */
#pragma once

#include "ear-partner.h"
#include "ear-seal.h"

G_BEGIN_DECLS

#define EAR_CARD_SUFFIX ".earshot-card.xml"

typedef struct
{
  EarId device;
  char *name;
  EarId organisation;      /* EAR_ID_NONE where it names none */
  char *organisation_name; /* (nullable) */
  char *made;              /* a day, as 2026-11-25, UTC */
  guint8 signing_key[EAR_SEAL_SIGNING_KEY_BYTES];
  guint8 sealing_key[EAR_SEAL_SEALING_KEY_BYTES];
  char *words;             /* the fingerprint of both keys */
} EarCard;

EarCard *ear_card_copy (const EarCard *card);
void ear_card_free (EarCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCard, ear_card_free)

/* This laptop's own card, and the name its file has by custom. */
EarCard *ear_card_own (EarStore *store, GError **error);
char *ear_card_file_name (const EarCard *card);
gboolean ear_card_write (EarStore *store, const char *path, GError **error);
char *ear_card_write_in (EarStore *store, const char *folder, GError **error);

/* A card that is whole and signed with the keys that it says. Whether they are whose it says only people can tell. */
EarCard *ear_card_read (const char *path, GError **error);

/* What a workbook knows of the device of a card. */
typedef enum
{
  EAR_CARD_NEW,        /* nothing speaks against it: compare the words, then accept it */
  EAR_CARD_KNOWN,      /* accepted here with these keys */
  EAR_CARD_SELF,       /* this laptop's own */
  EAR_CARD_OTHER_KEYS, /* other keys were accepted here: it is never taken in */
  EAR_CARD_DOUBTED,    /* somebody's bundle said that its keys are others */
  EAR_CARD_REVOKED,    /* the device was revoked */
} EarCardStanding;

gboolean ear_card_judge (EarStore *store, const EarCard *card, EarCardStanding *standing, GError **error);
/* Devices of the card's organisation, one of which it may replace: (transfer full) (element-type EarPartner), those that were
 * revoked first. */
GPtrArray *ear_card_may_replace (EarStore *store, const EarCard *card, GError **error);

/* Whoever calls this compared the words with the card's owner. */
gboolean ear_card_accept (EarStore *store, const EarCard *card, gboolean despite_doubt, GError **error);
/* … and was told that it took the place of another laptop; NULL or EAR_ID_NONE: of none. */
gboolean ear_card_accept_in_place (EarStore *store, const EarCard *card, gboolean despite_doubt, const EarId *replaced,
                                   EarAcceptance **acceptance, GError **error);

G_END_DECLS
