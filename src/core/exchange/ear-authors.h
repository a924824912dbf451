/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices that a bundle's stamps name, numbered from 1 in the order of their ids. The numbers follow from the
 * records alone, so that workbooks with the same records number them alike. */
#pragma once

#include "ear-consent.h"
#include "ear-travel.h"

G_BEGIN_DECLS

typedef struct _EarAuthors EarAuthors;

EarAuthors *ear_authors_collect (EarStore *store, EarConsent *consent, EarTravel *travel, GError **error);
void ear_authors_free (EarAuthors *authors);
guint ear_authors_count (EarAuthors *authors);
const EarId *ear_authors_get (EarAuthors *authors, guint number);
guint ear_authors_number (EarAuthors *authors, const EarId *device);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAuthors, ear_authors_free)

G_END_DECLS
