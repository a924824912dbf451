/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter of voices as SQL. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* What a filter asks for, one after another. */
typedef enum
{
  EAR_ASPECT_SEARCH,
  EAR_ASPECT_GROUP,
  EAR_ASPECT_THEME,
  EAR_ASPECT_CODER,
  EAR_ASPECT_PRIORITY,
  EAR_ASPECT_PLACE,
  EAR_ASPECT_SESSION,
  EAR_ASPECT_FEELING,
  EAR_ASPECT_PERMISSION,
  EAR_ASPECT_PERIOD,
  EAR_ASPECT_UNCODED,
  EAR_ASPECT_LOOK,
  EAR_ASPECT_UNANSWERED,
  EAR_ASPECT_ACTION,
  EAR_ASPECT_ALSO_GROUP,
  EAR_ASPECT_ALSO_THEME,
  EAR_ASPECT_ORGANISATION,
  EAR_N_ASPECTS
} EarAspect;

/* The first parameters are the filter's, whichever of them are used. */
#define EAR_FILTER_LIMIT 17
#define EAR_FILTER_OFFSET 18

typedef struct
{
  const EarVoiceFilter *filter; /* lent */
  char *search;                 /* (nullable) the expression; lives until the statements are freed */
} EarFilterSql;

void ear_filter_sql_init (EarFilterSql *sql, const EarVoiceFilter *filter);
void ear_filter_sql_clear (EarFilterSql *sql);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarFilterSql, ear_filter_sql_clear)

gboolean ear_filter_sql_has (const EarFilterSql *sql, EarAspect aspect);
/* " WHERE …" about the view voices, as "v". */
void ear_filter_sql_append (const EarFilterSql *sql, GString *statement);
/* "SELECT n …": rows of contributions that pass, live or not, some of them twice. @complement: those that do not pass. */
char *ear_filter_sql_rows (EarAspect aspect, gboolean *complement);
void ear_filter_sql_bind_one (const EarFilterSql *sql, EarAspect aspect, EarStatement *statement);
void ear_filter_sql_bind (const EarFilterSql *sql, EarStatement *statement);

G_END_DECLS
