/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices this workbook exchanges with: whether they are accepted, their fingerprints in words.
 * Synchronous, on the store's thread. */
#pragma once

#include "ear-exchange.h"

G_BEGIN_DECLS

typedef struct
{
  EarId device;
  char *name;
  char *organisation;  /* (nullable) */
  char *words;         /* fingerprint of its keys; of its id where it has shown none */
  gboolean is_self;
  gboolean accepted;
  gboolean revoked;
  gboolean has_keys;   /* it, or somebody, said what its keys are */
  gboolean has_card;   /* somebody here compared their words and it is accepted: files can be sealed for it */
  char *last_received; /* (nullable) UTC moment */
  char *last_sent;     /* (nullable) UTC moment */
  guint n_merges;      /* that brought in files of its and were not taken back … */
  gboolean is_newest;  /* … one of which is the newest, and so can be */
  EarId replaces;      /* which other laptop it took the place of; EAR_ID_NONE for none … */
  char *replaces_name; /* (nullable) … its name */
  char *replaced_by;   /* (nullable) the name of the one that took its place */
} EarPartner;

GPtrArray *ear_partner_list (EarStore *store, GError **error); /* (element-type EarPartner), this device first */
void ear_partner_free (EarPartner *partner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPartner, ear_partner_free)
/* Who signs with that key, as far as somebody here compared its words; NULL without an error where nobody did. */
EarPartner *ear_partner_of_key (EarStore *store, const guint8 signing_key[32], GError **error);

/* ear-partner-accept.c. Accepting also joins what of the device waited in quarantine. */
typedef struct _EarAcceptance EarAcceptance;
void ear_acceptance_free (EarAcceptance *acceptance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAcceptance, ear_acceptance_free)
gboolean ear_partner_accept (EarStore *store, const EarId *device, EarAcceptance **acceptance, GError **error);
/* Undoes it: what waited waits again, unless something was merged since. */
gboolean ear_partner_take_back (EarStore *store, const EarId *device, const EarAcceptance *acceptance, gboolean *stayed, GError **error);
/* What it sends waits from now on. What came in stays. Local, as accepting is. */
gboolean ear_partner_unaccept (EarStore *store, const EarId *device, GError **error);
gboolean ear_partner_is_accepted (EarStore *store, const EarId *device, gboolean *accepted, GError **error);
gboolean ear_partner_says_revoked (const EarRecord *record);
gboolean ear_partner_is_revoked (EarStore *store, const EarId *device, gboolean *revoked, GError **error);
/* A revoked device's bundles are refused here and, once this workbook is merged elsewhere, there. */
gboolean ear_partner_revoke (EarStore *store, const EarId *device, gboolean revoked, GError **error);

/* One laptop took the place of another one, which is revoked with that. */
gboolean ear_partner_replace (EarStore *store, const EarId *device, const EarId *replaced, GError **error);
/* … and did not after all. */
gboolean ear_partner_give_back (EarStore *store, const EarId *device, const EarId *replaced, gboolean restore, GError **error);

/* Plain words, the same in every language, so that two people can compare them over the phone. */
char *ear_fingerprint_words (gconstpointer signing_key, gconstpointer sealing_key, const EarId *device);

G_END_DECLS
