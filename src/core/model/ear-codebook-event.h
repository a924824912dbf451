/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that happened to a codebook, as a person reads it: what a publisher hands out, and what a merge brings. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EAR_CODEBOOK_PUBLISHED, /* name: the version; other: (nullable) by whom */
  EAR_CODEBOOK_NEW,       /* n themes; name: of the first of them */
  EAR_CODEBOOK_RENAMED,   /* name: before; other: now */
  EAR_CODEBOOK_MERGED,    /* other: what it counts for now */
  EAR_CODEBOOK_SPLIT,     /* other: its parts */
  EAR_CODEBOOK_RETIRED,
  EAR_CODEBOOK_RESTORED,  /* it is in use again */
  EAR_CODEBOOK_MOVED,     /* other: (nullable) what it stands under now */
  EAR_CODEBOOK_REWORDED,  /* what it says of itself */
  EAR_CODEBOOK_DELETED,
  EAR_CODEBOOK_MAPPED,    /* n mappings: themes as evidence for priorities */
} EarCodebookWhat;

typedef struct
{
  EarCodebookWhat what;
  char *name;  /* (nullable) of the theme, fit to be shown */
  char *other; /* (nullable) */
  guint n;
} EarCodebookEvent;

EarCodebookEvent *ear_codebook_event_new (EarCodebookWhat what, const char *name, const char *other);
void ear_codebook_event_free (EarCodebookEvent *event);
GPtrArray *ear_codebook_events_new (void); /* (element-type EarCodebookEvent) */
void ear_codebook_events_count (GPtrArray *events, EarCodebookWhat what, const char *name, guint n);
char *ear_codebook_event_words (const EarCodebookEvent *event);

G_END_DECLS
