/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Withdrawing consent: who it is, what would go, and letting it go. On the store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* A participant who may be meant. */
typedef struct
{
  EarId id;
  char *label;     /* (nullable) */
  char *code_word; /* (nullable) */
  char *session;   /* (nullable) the conversation's title */
  guint n_voices;
} EarWithdrawFound;

/* So many voices are told one by one, each in one line of so many characters at most; the counts are complete. */
#define EAR_WITHDRAW_MAX_LISTED 100
#define EAR_WITHDRAW_CHARACTERS 160

/* A voice that would be erased, so that a person sees whose words they are. */
typedef struct
{
  char *words;   /* (nullable) */
  char *session; /* (nullable) the conversation's title */
} EarWithdrawVoice;

/* A partner to whom files were written. */
typedef struct
{
  char *name; /* (nullable) of the device */
  char *day;  /* of the last file: YYYY-MM-DD, UTC */
} EarWithdrawSent;

/* What would be erased. */
typedef struct
{
  EarWithdrawFound *who; /* (nullable) the participant, or whose voice it is */
  GPtrArray *voices;     /* (element-type EarWithdrawVoice) newest conversation first */
  GPtrArray *sent;       /* (element-type EarWithdrawSent) who may have it, the last first */
  guint n_voices;
  guint n_moved;      /* of these, voices that were once put down to them and are now another's */
  guint n_codings;
  guint n_actions;    /* actions that one of the voices is a reason for */
  GPtrArray *sessions; /* (element-type utf8) titles of the conversations they are in */
} EarWithdrawPreview;

GPtrArray *ear_withdraw_find (EarStore *store, const char *code_word, const char *label, const EarId *session, GError **error);
void ear_withdraw_found_free (EarWithdrawFound *found);

gboolean ear_withdraw_preview (EarStore *store, EarKind kind, const EarId *id, EarWithdrawPreview *preview, GError **error);
void ear_withdraw_preview_clear (EarWithdrawPreview *preview);

gboolean ear_withdraw_participant (EarStore *store, const EarId *id, GError **error);
gboolean ear_withdraw_voice (EarStore *store, const EarId *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWithdrawFound, ear_withdraw_found_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarWithdrawPreview, ear_withdraw_preview_clear)

G_END_DECLS
