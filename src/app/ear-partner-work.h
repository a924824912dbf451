/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about partners and their cards, on the workbook's thread: each is an EarWorkbookFunc. */
#pragma once

#include "ear-card.h"
#include "ear-partner.h"

G_BEGIN_DECLS

/* Gives a GPtrArray of EarPartner. */
gpointer ear_partner_list_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

typedef enum
{
  EAR_PARTNER_ACCEPT,
  EAR_PARTNER_UNACCEPT,
  EAR_PARTNER_REVOKE,
  EAR_PARTNER_RESTORE,
} EarPartnerVerb;

/* Writes this laptop's own card at a path, or into a folder under the name that cards have. Gives its path. */
gpointer ear_card_write_job (EarStore *store, gpointer path, GCancellable *cancellable, GError **error);

/* A card that was read, and what is known of its device. Freed on any thread. */
typedef struct
{
  EarCard *card;
  EarCardStanding standing;
  GPtrArray *may_replace; /* EarPartner */
  EarId replaced;         /* which of them was chosen; EAR_ID_NONE for none. Main thread, until it is accepted */
} EarCardLook;

EarCardLook *ear_card_look_ref (EarCardLook *look);
void ear_card_look_unref (EarCardLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCardLook, ear_card_look_unref)
gpointer ear_card_look_job (EarStore *store, gpointer path, GCancellable *cancellable, GError **error);

/* Something that was decided, and what it takes to take it back. */
typedef struct
{
  EarPartnerVerb verb;
  EarId device;
  EarCardLook *look;         /* (nullable) the card by which it is accepted */
  gboolean waiting;          /* it is accepted for what of it waits */
  gboolean revoked_with_it;  /* whom it replaces */
  EarAcceptance *acceptance; /* (nullable) while it is accepted by it */
  char *name;                /* of the partner */
} EarPartnerDeed;

void ear_partner_deed_free (EarPartnerDeed *deed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPartnerDeed, ear_partner_deed_free)
/* An EarDeedTurn. Whoever asks for a card to be accepted compared the words, whatever speaks against it was shown. */
gboolean ear_partner_deed_turn (EarStore *store, gpointer deed, gboolean again, char **note, GError **error);

G_END_DECLS
