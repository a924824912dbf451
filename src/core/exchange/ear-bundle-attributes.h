/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes of a bundle's elements: ids and stamps. Each function that returns nothing or FALSE has said why. */
#pragma once

#include "ear-record.h"
#include "ear-xml-input.h"

G_BEGIN_DECLS

const char *ear_bundle_take_attribute (EarXmlInput *input, const char *element, const char *name);
gboolean ear_bundle_take_id (EarXmlInput *input, const char *element, EarId *id);
gboolean ear_bundle_take_stamp (EarXmlInput *input, GArray *authors, const char *element, const EarStamp *own,
                                EarVersion *version);
gboolean ear_bundle_take_once (EarXmlInput *input, EarRecord *record);

G_END_DECLS
