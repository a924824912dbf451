/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one session shows, read at once on the workbook's thread. No GTK here. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* A group that was there, with how many people. */
typedef struct
{
  EarId group;
  char *name;
  gint64 people; /* -1: not counted */
} EarPresence;

void ear_presence_free (EarPresence *presence);
GPtrArray *ear_presence_list (EarStore *store, EarKind kind, const EarId *id, GError **error);

/* Somebody who spoke, or a table. */
typedef struct
{
  EarRecord *record;
  GPtrArray *groups; /* EarPresence, not counted */
  guint n_voices;    /* of theirs */
} EarPerson;

typedef struct
{
  EarRecord *session;   /* as it is in the workbook; as it would begin where it is not there yet */
  gboolean is_new;      /* not in the workbook yet */
  char *place;          /* (nullable) by name */
  char *organisation;   /* (nullable) by name */
  GPtrArray *voices;    /* EarVoice, in the order they were said */
  GHashTable *codings;  /* of their words: EarId → GPtrArray of EarCodingRow */
  GPtrArray *speakers;  /* char *, labels in the order they were met */
  GPtrArray *groups;    /* EarPresence */
  GPtrArray *people;    /* EarPerson, in the order they were met, those without a label too */
  GArray *just_used;    /* EarId, of themes, the latest first */
} EarSessionView;

EarSessionView *ear_session_view_load (EarStore *store, const EarId *session, GError **error);
void ear_session_view_free (EarSessionView *view);
EarRecord *ear_session_begin (EarStore *store, const EarId *id, GError **error);
gpointer ear_session_view_job (EarStore *store, gpointer session, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSessionView, ear_session_view_free)

G_END_DECLS
